/**
 * Faults on demand: off unless {@code sample.faults.enabled} is set, bounded in time, and
 * each with its undo.
 */
@NullMarked
package dev.telltale.sample.faults;

import org.jspecify.annotations.NullMarked;
