/**
 * Runs services side by side, loads them in turns and compares what they cost.
 */
@NullMarked
package dev.telltale.benchmarks;

import org.jspecify.annotations.NullMarked;
