/**
 * Thirty days that did not happen, for a stack that has just started: what its services
 * would have exported and its rules recorded.
 */
@NullMarked
package dev.telltale.cli.history;

import org.jspecify.annotations.NullMarked;
