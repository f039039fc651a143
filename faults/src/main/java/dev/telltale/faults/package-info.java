/**
 * Faults on demand: off unless {@code telltale.faults.enabled} is set, bounded in time,
 * and each with its undo.
 */
@NullMarked
package dev.telltale.faults;

import org.jspecify.annotations.NullMarked;
