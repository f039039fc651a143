package dev.telltale.cli.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What became of a scenario.
 *
 * @param scenario its name
 * @param summary what it shows
 * @param simulated whether it watches what was made up
 * @param rows the steps in order
 * @param detected how long after the first fault each expected alert fired
 * @param unwanted the alerts that fired in its name and were neither expected nor allowed
 * @param beside what fired on this machine meanwhile without being its doing
 * @param begin when it began
 * @param end when it ended
 * @param stall why this run says little: a scrape was missed, or this machine stood
 * still; {@code null} for a sound run
 */
public record Verdict(String scenario, String summary, boolean simulated, List<Row> rows,
		Map<String, Duration> detected, List<String> unwanted, Set<String> beside, Instant begin, Instant end,
		@Nullable String stall) {

	/**
	 * Create a verdict.
	 * @param scenario its name
	 * @param summary what it shows
	 * @param simulated whether it watches what was made up
	 * @param rows the steps in order
	 * @param detected how long after the first fault each expected alert fired
	 * @param unwanted the alerts that fired in its name and were neither expected nor
	 * allowed
	 * @param beside what fired on this machine meanwhile without being its doing
	 * @param begin when it began
	 * @param end when it ended
	 * @param stall why this run says little: a scrape was missed, or this machine stood
	 * still; {@code null} for a sound run
	 */
	public Verdict {
		rows = List.copyOf(rows);
		detected = Map.copyOf(detected);
		unwanted = List.copyOf(unwanted);
		beside = Set.copyOf(beside);
	}

	/**
	 * Return whether every step came out as expected.
	 * @return whether the scenario passed
	 */
	public boolean isPassed() {
		return this.rows.stream().allMatch((row) -> row.result() == Result.PASSED);
	}

	/**
	 * Return how long it took.
	 * @return the time
	 */
	public Duration took() {
		return Duration.between(this.begin, this.end);
	}

	/**
	 * How a step came out.
	 */
	public enum Result {

		/** As expected. */
		PASSED,

		/** Not as expected. */
		FAILED,

		/** Not reached, for an earlier step failed. */
		SKIPPED

	}

	/**
	 * A step.
	 *
	 * @param step its name
	 * @param expected what was expected
	 * @param seen what was seen
	 * @param took how long it took, by the stored history where there is one;
	 * {@code null} where time says nothing
	 * @param result how it came out
	 */
	public record Row(String step, String expected, String seen, @Nullable Duration took, Result result) {

	}

}
