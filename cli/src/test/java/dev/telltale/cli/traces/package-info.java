/**
 * Tests of the trace receiver.
 */
@NullMarked
package dev.telltale.cli.traces;

import org.jspecify.annotations.NullMarked;
