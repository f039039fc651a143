/**
 * Serves HTTP on this machine only.
 */
@NullMarked
package dev.telltale.cli.http;

import org.jspecify.annotations.NullMarked;
