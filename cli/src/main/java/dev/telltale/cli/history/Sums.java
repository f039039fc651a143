package dev.telltale.cli.history;

import java.util.function.LongToDoubleFunction;

/**
 * A rate over the past, added up by the minute, so that any window of it is one
 * subtraction.
 */
final class Sums {

	private final Past past;

	private final LongToDoubleFunction rate;

	private final double[] sums;

	/**
	 * Add up a rate.
	 * @param past the past
	 * @param rate the rate a second at a time in seconds since the epoch, even within a
	 * minute
	 */
	Sums(Past past, LongToDoubleFunction rate) {
		this.past = past;
		this.rate = rate;
		this.sums = new double[past.minutes() + 1];
		for (int minute = 0; minute < past.minutes(); minute++) {
			long time = past.start() + (long) minute * Past.MINUTE;
			this.sums[minute + 1] = this.sums[minute] + rate.applyAsDouble(time) * Past.MINUTE;
		}
	}

	double rate(long time) {
		return this.rate.applyAsDouble(time / Past.MINUTE * Past.MINUTE);
	}

	/**
	 * Return the sum since the start.
	 */
	double until(long time) {
		long seconds = Math.max(0, Math.min(time, this.past.end()) - this.past.start());
		int minute = (int) (seconds / Past.MINUTE);
		double rest = (minute < this.past.minutes()) ? this.sums[minute + 1] - this.sums[minute] : 0;
		return this.sums[minute] + rest * (seconds % Past.MINUTE) / Past.MINUTE;
	}

	/**
	 * Return the sum over a window.
	 */
	double over(long time, long window) {
		return until(time) - until(time - window);
	}

}
