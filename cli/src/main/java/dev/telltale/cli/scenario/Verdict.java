package dev.telltale.cli.scenario;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What became of a scenario.
 *
 * @param scenario its name
 * @param rows the steps in order
 * @param stall why this run says little: a scrape was missed, or this machine stood
 * still; {@code null} for a sound run
 */
public record Verdict(String scenario, List<Row> rows, @Nullable String stall) {

	public Verdict {
		rows = List.copyOf(rows);
	}

	/**
	 * Return whether every step came out as expected.
	 * @return whether the scenario passed
	 */
	public boolean isPassed() {
		return this.rows.stream().allMatch((row) -> row.result() == Result.PASSED);
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
