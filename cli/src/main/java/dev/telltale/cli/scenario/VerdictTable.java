package dev.telltale.cli.scenario;

import java.util.Locale;

import dev.telltale.cli.console.Console;

/**
 * Prints a verdict row by row, as the steps end.
 */
final class VerdictTable {

	private static final String FORMAT = "%-12s %-52s %-56s %7s";

	private final Console console;

	VerdictTable(Console console) {
		this.console = console;
	}

	void header(Scenario scenario) {
		this.console.line("");
		this.console.line(this.console.bold(scenario.name()) + ": " + scenario.summary());
		this.console.line("    " + this.console.dim(FORMAT.formatted("step", "expected", "seen", "seconds")));
	}

	void row(Verdict.Row row) {
		String seconds = (row.took() != null) ? String.format(Locale.ROOT, "%.1f", row.took().toMillis() / 1000.0) : "";
		String text = FORMAT.formatted(row.step(), row.expected(), row.seen(), seconds).stripTrailing();
		switch (row.result()) {
			case PASSED -> this.console.done(text);
			case FAILED -> this.console.failed(this.console.red(text));
			case SKIPPED -> this.console.line("  - " + this.console.dim(text));
		}
	}

}
