package dev.telltale.observability.slo;

import java.time.Duration;

/**
 * Counts events towards one SLO. Thread-safe, and cheap enough to be called for every
 * event.
 */
public final class SloRecorder {

	private final SloCounters counters;

	SloRecorder(SloCounters counters) {
		this.counters = counters;
	}

	/**
	 * Count an event that did what the service promises. It counts towards availability
	 * only: where the SLO has a latency objective, {@link #good(Duration)} is the one to
	 * call.
	 */
	public void good() {
		this.counters.recordUntimed(SloOutcome.GOOD);
	}

	/**
	 * Count an event that did what the service promises, towards availability and, by its
	 * duration, towards latency.
	 * @param duration how long it took
	 */
	public void good(Duration duration) {
		this.counters.record(SloOutcome.GOOD, duration.toNanos());
	}

	/**
	 * Count an event that the service failed. A failure says nothing about latency.
	 */
	public void bad() {
		this.counters.recordUntimed(SloOutcome.BAD);
	}

	/**
	 * Count an event that says nothing about the service.
	 * @param reason why not
	 */
	public void ignored(SloIgnoredReason reason) {
		this.counters.recordUntimed(reason.outcome());
	}

}
