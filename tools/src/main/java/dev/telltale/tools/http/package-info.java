/**
 * The little that the clients of JSON APIs share, and the server of what is shown on this
 * machine.
 */
@NullMarked
package dev.telltale.tools.http;

import org.jspecify.annotations.NullMarked;
