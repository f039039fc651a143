package dev.telltale.benchmarks;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param rounds how many times each variant is started
 * @param warmUp the longest that a variant is warmed up; it ends before when the
 * compilers are quiet
 * @param window how long is measured
 * @param scrapes how many scrapes are measured
 */
record Plan(int rounds, Duration warmUp, Duration window, int scrapes) {

	static final Plan SHORT = new Plan(3, Duration.ofSeconds(15), Duration.ofSeconds(4), 50);

	static final Plan FULL = new Plan(5, Duration.ofSeconds(60), Duration.ofSeconds(10), 200);

}
