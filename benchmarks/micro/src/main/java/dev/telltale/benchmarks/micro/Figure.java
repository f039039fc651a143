package dev.telltale.benchmarks.micro;

/**
 * What one operation cost in one round.
 *
 * @param nanos processor time of the Java threads, in nanoseconds
 * @param bytes how much memory it allocated, in bytes
 */
record Figure(double nanos, double bytes) {

}
