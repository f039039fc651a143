package dev.telltale.cli.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How busy it was at each minute, and when things went wrong: days with a night, quieter
 * weekends, and one incident. The same each time for the same end.
 *
 * @param start the first minute, in seconds since the epoch
 * @param end the end, in seconds since the epoch
 */
record Past(long start, long end) {

	static final int MINUTE = 60;

	private static final Duration LENGTH = Duration.ofDays(30);

	/** How long before the end the incident began. */
	private static final Duration INCIDENT_BEFORE = Duration.ofHours(28);

	private static final Duration INCIDENT_LENGTH = Duration.ofMinutes(25);

	private static final double WEEKEND = 0.6;

	private static final double NOISE = 0.1;

	// Of the busiest hour, at each hour from midnight to midnight.
	private static final double[] DAY = { 0.4, 0.35, 0.3, 0.3, 0.3, 0.35, 0.45, 0.6, 0.75, 0.85, 0.9, 0.95, 1, 0.95,
			0.9, 0.85, 0.85, 0.9, 0.95, 1, 0.95, 0.8, 0.65, 0.5, 0.4 };

	/**
	 * Return the past that ends at a time.
	 * @param end the end
	 * @return the thirty days before it, in whole steps of {@link Series#STEP}
	 */
	static Past until(Instant end) {
		long last = end.getEpochSecond() / Series.STEP * Series.STEP;
		return new Past(last - LENGTH.toSeconds(), last);
	}

	int minutes() {
		return (int) ((this.end - this.start) / MINUTE);
	}

	long incidentStart() {
		return this.end - INCIDENT_BEFORE.toSeconds();
	}

	long incidentEnd() {
		return incidentStart() + INCIDENT_LENGTH.toSeconds();
	}

	boolean isIncident(long time) {
		return time >= incidentStart() && time < incidentEnd();
	}

	/**
	 * Return how busy it was.
	 * @param time the time, in seconds since the epoch
	 * @return the share of the busiest hour
	 */
	double load(long time) {
		double hour = (time % 86_400) / 3_600.0;
		int whole = (int) hour;
		double usual = DAY[whole] + (DAY[whole + 1] - DAY[whole]) * (hour - whole);
		boolean weekend = Instant.ofEpochSecond(time).atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
		return usual * (weekend ? WEEKEND : 1) * (1 + NOISE * (noise(time / MINUTE) - 0.5));
	}

	// From 0 to 1, as good as random and always the same: the finalizer of SplitMix64.
	private static double noise(long seed) {
		long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
		return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
	}

}
