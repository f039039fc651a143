package dev.telltale.benchmarks;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param rounds how many times everything is measured
 * @param starts how many times in a round each variant is started; the last goes on
 * @param warmUp the longest that a variant is warmed up; it ends before when the
 * compilers are quiet
 * @param turns how many times in a round each variant has its turn
 * @param turn how long a turn is
 * @param scrapes how many scrapes are measured in a turn
 */
record Plan(int rounds, int starts, Duration warmUp, int turns, Duration turn, int scrapes) {

	static final Plan SHORT = new Plan(3, 3, Duration.ofSeconds(60), 20, Duration.ofMillis(500), 3);

	static final Plan FULL = new Plan(7, 3, Duration.ofSeconds(90), 40, Duration.ofMillis(500), 5);

	/**
	 * Requests a second at the fixed rate.
	 */
	static final int RATE = 1000;

}
