package dev.telltale.benchmarks;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param rounds how many times each variant is started
 * @param warmUp the longest that a variant is warmed up; it ends before when the
 * compilers are quiet
 * @param window how long is measured
 * @param paced how long is measured at a fixed rate
 * @param scrapes how many scrapes are measured
 */
record Plan(int rounds, Duration warmUp, Duration window, Duration paced, int scrapes) {

	static final Plan SHORT = new Plan(3, Duration.ofSeconds(60), Duration.ofSeconds(4), Duration.ofSeconds(3), 50);

	static final Plan FULL = new Plan(5, Duration.ofSeconds(90), Duration.ofSeconds(10), Duration.ofSeconds(7), 200);

	/**
	 * Requests a second at the fixed rate.
	 */
	static final int RATE = 1000;

}
