/**
 * Measures what the rules of the mixin cost a real Prometheus that holds the history of
 * many services.
 */
@NullMarked
package dev.telltale.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
