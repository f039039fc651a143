package dev.telltale.cli.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A shape of traffic that services meet.
 */
public enum TrafficPattern {

	/** The same all the time. */
	STEADY("the rate, all the time") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			return List.of(new Phase(length, rate, rate, calls));
		}
	},

	/** A day in a shorter time. */
	WAVE("a day from midnight to midnight: a tenth of the rate at night, all of it at noon and in the evening") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			List<Phase> phases = new ArrayList<>();
			for (int hour = 0; hour < DAY.length - 1; hour++) {
				phases.add(new Phase(length.dividedBy(DAY.length - 1), DAY[hour] * rate, DAY[hour + 1] * rate, calls));
			}
			return phases;
		}
	},

	/** Many at once, and gone again. */
	SPIKE("the rate, five times as much from two to three fifths of the time, the rate again") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			Duration part = length.dividedBy(5);
			return List.of(new Phase(part.multipliedBy(2), rate, rate, calls),
					new Phase(part, SPIKE_FACTOR * rate, SPIKE_FACTOR * rate, calls),
					new Phase(part.multipliedBy(2), rate, rate, calls));
		}
	},

	/** More and more. */
	RAMP("from nothing to the rate, evenly") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			return List.of(new Phase(length, 0, rate, calls));
		}
	},

	/** Clients that make it worse. */
	RETRY_STORM("the rate, and clients that try a failed request again at once, three times at most") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			return STEADY.phases(calls, rate, length);
		}

		@Override
		List<Call> usualCalls() {
			List<Call> calls = new ArrayList<>(Traffic.USERS);
			calls.add(FLAKY);
			return calls;
		}

		@Override
		public int retries() {
			return 3;
		}
	},

	/** What scripts/generate-traffic.sh sends. */
	SEEDS("the rate for three fifths of the time, a spike of 30, then 10 to /api/flaky and 5 to /api/slow") {
		@Override
		List<Phase> phases(List<Call> calls, double rate, Duration length) {
			Duration part = length.dividedBy(20);
			return List.of(new Phase(part.multipliedBy(12), rate, rate, calls), Phase.of(part, 30, LIST),
					Phase.of(part.multipliedBy(3), 10, FLAKY), Phase.of(part.multipliedBy(4), 5, SLOW));
		}

		@Override
		List<Call> usualCalls() {
			return List.of(LIST, new Call("GET", "/api/users/1"), new Call("GET", "/health"));
		}

		@Override
		public boolean isFixed() {
			return true;
		}
	};

	private static final Call LIST = new Call("GET", "/api/users");

	private static final Call FLAKY = new Call("GET", "/api/flaky");

	private static final Call SLOW = new Call("GET", "/api/slow");

	private static final int SPIKE_FACTOR = 5;

	// Of the rate, at each hour from midnight to midnight.
	private static final double[] DAY = { 0.2, 0.15, 0.1, 0.1, 0.1, 0.15, 0.3, 0.5, 0.7, 0.85, 0.9, 0.95, 1, 0.9, 0.8,
			0.8, 0.8, 0.85, 0.9, 0.95, 1, 0.8, 0.5, 0.3, 0.2 };

	private final String description;

	TrafficPattern(String description) {
		this.description = description;
	}

	/**
	 * Return the pattern of a name.
	 * @param name such as {@code retry-storm}
	 * @return the pattern, if there is one
	 */
	public static Optional<TrafficPattern> of(String name) {
		return Arrays.stream(values()).filter((pattern) -> pattern.toString().equals(name)).findFirst();
	}

	/**
	 * Return what it is.
	 * @return a line for people
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Return the schedule.
	 * @param calls the requests to make in turn, none for those of the pattern
	 * @param rate how many a second in ordinary times
	 * @param length how long
	 * @return the schedule
	 */
	public Schedule schedule(List<Call> calls, double rate, Duration length) {
		return new Schedule(phases(calls.isEmpty() ? usualCalls() : calls, rate, length));
	}

	/**
	 * Return how often a client tries a failed request again.
	 * @return the count, 0 for never
	 */
	public int retries() {
		return 0;
	}

	/**
	 * Return whether its requests are given.
	 * @return whether no others can be made
	 */
	public boolean isFixed() {
		return false;
	}

	List<Call> usualCalls() {
		return Collections.unmodifiableList(Traffic.USERS);
	}

	abstract List<Phase> phases(List<Call> calls, double rate, Duration length);

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
