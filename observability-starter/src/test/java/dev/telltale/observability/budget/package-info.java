/**
 * Bounds on what a service costs that are no stopwatch: they hold on any machine.
 */
@NullMarked
package dev.telltale.observability.budget;

import org.jspecify.annotations.NullMarked;
