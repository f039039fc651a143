package dev.telltale.cli.traffic;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Which request is due when, decided beforehand and the same each time: nothing that a
 * service answers changes it. Immutable.
 */
public final class Schedule {

	// Rates are no round numbers in binary.
	private static final double TOLERANCE = 1e-6;

	private final List<Phase> phases;

	Schedule(List<Phase> phases) {
		this.phases = List.copyOf(phases);
	}

	/**
	 * Return a schedule of an even rate.
	 * @param calls the requests to make in turn
	 * @param rate how many a second
	 * @param length how long
	 * @return the schedule
	 */
	public static Schedule steady(List<Call> calls, double rate, Duration length) {
		return new Schedule(List.of(new Phase(length, rate, rate, calls)));
	}

	/**
	 * Return how many requests it holds.
	 * @return the count
	 */
	public long count() {
		return whole(this.phases.stream().mapToDouble(Phase::requests).sum());
	}

	/**
	 * Return how long it lasts.
	 * @return the time to its end, at which no request need be due
	 */
	public Duration length() {
		return this.phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
	}

	Iterator<Arrival> arrivals() {
		return new Arrivals();
	}

	// A request is due in the middle of what it stands for, so that a phase of thirty
	// requests holds thirty.
	private static long whole(double requests) {
		return (long) Math.floor(requests + 0.5 + TOLERANCE);
	}

	private final class Arrivals implements Iterator<Arrival> {

		private final Iterator<Phase> following = Schedule.this.phases.iterator();

		private Phase phase = this.following.next();

		private Duration phaseStart = Duration.ZERO;

		private double before;

		private long next;

		@Override
		public boolean hasNext() {
			while (this.next >= whole(this.before + this.phase.requests())) {
				if (!this.following.hasNext()) {
					return false;
				}
				this.before += this.phase.requests();
				this.phaseStart = this.phaseStart.plus(this.phase.length());
				this.phase = this.following.next();
			}
			return true;
		}

		@Override
		public Arrival next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			double due = Math.max(0, Math.min(this.next + 0.5 - this.before, this.phase.requests()));
			Call call = this.phase.calls().get((int) (this.next % this.phase.calls().size()));
			this.next++;
			return new Arrival(this.phaseStart.plus(this.phase.after(due)), call);
		}

	}

}
