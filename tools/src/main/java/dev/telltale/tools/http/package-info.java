/**
 * The little that the clients of JSON APIs share, and the servers of what is shown on
 * this machine: what listens, what is asked and what is answered.
 */
@NullMarked
package dev.telltale.tools.http;

import org.jspecify.annotations.NullMarked;
