/**
 * Measures what single pieces of the starter cost, in one run with what users would have
 * instead.
 */
@NullMarked
package dev.telltale.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
