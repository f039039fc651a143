/**
 * Runs services one after the other, loads them and compares what they cost.
 */
@NullMarked
package dev.telltale.benchmarks;

import org.jspecify.annotations.NullMarked;
