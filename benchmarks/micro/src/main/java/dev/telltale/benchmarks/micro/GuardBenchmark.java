package dev.telltale.benchmarks.micro;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the cardinality guard adds to the look-up of a meter that Micrometer does not find
 * by itself, by what it is asked: an id that it knows, one that is past the limit of its
 * tag, and one that is new.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardBenchmark {

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	public Meter.Id known(Full full) {
		return full.guard.map(full.known[full.next()]);
	}

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	public Meter.Id pastTheLimit(Full full) {
		return full.guard.map(full.refused[full.next()]);
	}

	@Benchmark
	@BenchmarkMode(Mode.SingleShotTime)
	@OperationsPerInvocation(Empty.IDS)
	public void fresh(Empty empty, Blackhole answers) {
		for (Meter.Id id : empty.ids) {
			answers.consume(empty.guard.map(id));
		}
	}

	/**
	 * A guard whose places are taken.
	 */
	@State(Scope.Benchmark)
	public static class Full {

		private static final int PLACES = 64;

		private final Meter.Id[] known = new Meter.Id[PLACES];

		private final Meter.Id[] refused = new Meter.Id[PLACES];

		private Guard guard;

		private int next;

		@Setup
		public void start() {
			this.guard = new Guard(PLACES + 1);
			Meter.Id[] ids = Guard.ids(2 * PLACES);
			for (int i = 0; i < 2 * PLACES; i++) {
				boolean isKnown = i < PLACES;
				if (this.guard.map(ids[i]).equals(ids[i]) != isKnown) {
					throw new IllegalStateException("The guard must admit the first " + PLACES + " ids and no other");
				}
				(isKnown ? this.known : this.refused)[i % PLACES] = ids[i];
			}
		}

		int next() {
			return this.next++ & (PLACES - 1);
		}

		@TearDown
		public void stop() {
			this.guard.close();
		}

	}

	/**
	 * A guard that knows nothing yet. An id is new only once, so that each iteration has
	 * another one; the bytes of an operation contain a small share of its start.
	 */
	@State(Scope.Benchmark)
	public static class Empty {

		static final int IDS = 100_000;

		private final Meter.Id[] ids = Guard.ids(IDS);

		private Guard guard;

		@Setup(Level.Iteration)
		public void start() {
			this.guard = new Guard(IDS + 1);
		}

		@TearDown(Level.Iteration)
		public void stop() {
			this.guard.close();
		}

	}

}
