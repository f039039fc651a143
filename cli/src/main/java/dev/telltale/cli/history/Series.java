package dev.telltale.cli.history;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A series of the past.
 *
 * @param name the metric
 * @param labels its labels
 * @param from the first sample, in seconds since the epoch
 * @param to the end, after the last sample
 * @param dense where samples stand close together
 * @param value the value at a time, not a number for none
 */
record Series(String name, Map<String, String> labels, long from, long to, Dense dense, LongToDoubleFunction value) {

	/**
	 * The step where a panel shall draw a line: Prometheus looks back for five minutes.
	 */
	static final int STEP = 240;

	String prefix() {
		return this.name + new TreeMap<>(this.labels).entrySet()
			.stream()
			.map((label) -> label.getKey() + "=\"" + label.getValue() + "\"")
			.collect(Collectors.joining(",", "{", "} "));
	}

	/**
	 * Return the time of the first sample at or after a time.
	 */
	long first(long time) {
		long earliest = Math.max(time, this.from);
		long step = this.dense.step(earliest);
		return Math.floorDiv(earliest + step - 1, step) * step;
	}

	/**
	 * Return the time of the sample after another.
	 */
	long next(long time) {
		return first(time + 1);
	}

	/**
	 * Where samples stand close together.
	 *
	 * @param from the start, in seconds since the epoch
	 * @param to the end
	 * @param seconds the step there
	 */
	record Dense(long from, long to, int seconds) {

		static final Dense NOWHERE = new Dense(0, 0, STEP);

		int step(long time) {
			return (time >= this.from && time < this.to) ? this.seconds : STEP;
		}

	}

}
