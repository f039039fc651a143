package dev.telltale.cli.scenario;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param asExpected whether it came as expected
 * @param seen what was seen
 * @param took how long it took, or {@code null} where time says nothing
 */
record Outcome(boolean asExpected, String seen, @Nullable Duration took) {

	static Outcome good(String seen) {
		return new Outcome(true, seen, null);
	}

	static Outcome bad(String seen) {
		return new Outcome(false, seen, null);
	}

}
