/**
 * The little that the clients of JSON APIs share.
 */
@NullMarked
package dev.telltale.tools.http;

import org.jspecify.annotations.NullMarked;
