package dev.telltale.cli.traffic;

import java.time.Duration;
import java.util.List;

/**
 * A part of a schedule, in which the rate changes evenly.
 *
 * @param length how long it lasts
 * @param from the requests a second at its start
 * @param to the requests a second at its end
 * @param calls the requests to make in turn
 */
record Phase(Duration length, double from, double to, List<Call> calls) {

	private static final double NANOS = 1e9;

	Phase {
		if (length.isNegative() || from < 0 || to < 0) {
			throw new IllegalArgumentException("A phase has a length and a rate, neither below zero");
		}
		if (calls.isEmpty()) {
			throw new IllegalArgumentException("A phase has at least one call");
		}
		calls = List.copyOf(calls);
	}

	/**
	 * Return a phase of an even rate in which a number of requests is made.
	 * @param length how long it lasts
	 * @param requests how many requests
	 * @param call the request
	 * @return the phase
	 */
	static Phase of(Duration length, int requests, Call call) {
		double rate = requests / seconds(length);
		return new Phase(length, rate, rate, List.of(call));
	}

	/**
	 * Return how many requests fall into it.
	 * @return the count, which need not be whole
	 */
	double requests() {
		return (this.from + this.to) / 2 * seconds(this.length);
	}

	/**
	 * Return when a number of requests has been made: the inverse of the integral over
	 * the rate.
	 * @param requests how many, at most as many as fall into it
	 * @return the time since its start
	 */
	Duration after(double requests) {
		double slope = (this.to - this.from) / seconds(this.length);
		double root = Math.sqrt(Math.max(0, this.from * this.from + 2 * slope * requests));
		double seconds = (requests == 0) ? 0 : 2 * requests / (this.from + root);
		Duration time = Duration.ofNanos(Math.round(seconds * NANOS));
		return (time.compareTo(this.length) < 0) ? time : this.length;
	}

	private static double seconds(Duration duration) {
		return duration.toNanos() / NANOS;
	}

}
