package dev.telltale.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.telltale.cli.scenario.Verdict;
import dev.telltale.cli.scenario.Verdict.Result;
import dev.telltale.cli.scenario.Verdict.Row;

/**
 * Verdicts to report: one that is good, one that is not.
 */
final class Verdicts {

	private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");

	static final Verdict GOOD = new Verdict("error-burst", "A burst is noticed.", false,
			List.of(new Row("firing", "HighErrorRate firing within 48 s", "since {job=shop}", Duration.ofMillis(9600),
					Result.PASSED)),
			Map.of("HighErrorRate", Duration.ofMillis(9600)), List.of(), Set.of("NodeCpuHigh{node, warning}"), BEGIN,
			BEGIN.plusSeconds(40), null);

	static final Verdict BAD = new Verdict("disk-full", "A disk is <full>.", true,
			List.of(new Row("firing", "NodeDiskAlmostFull \"soon\"", "never & nowhere", null, Result.FAILED),
					new Row("resolved", "", "not reached", null, Result.SKIPPED)),
			Map.of("HighErrorRate", Duration.ofMillis(12000)), List.of("HighErrorRate"), Set.of(), BEGIN,
			BEGIN.plusSeconds(80), "this process stood still for 3.0 s");

	private Verdicts() {
	}

}
