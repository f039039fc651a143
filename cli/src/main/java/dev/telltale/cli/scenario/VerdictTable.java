package dev.telltale.cli.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.telltale.cli.console.Console;

/**
 * Prints verdicts. A scenario that runs alone is printed row by row, those that run side
 * by side when they end; what each waits for is shown meanwhile. Thread-safe.
 */
final class VerdictTable implements VerdictListener {

	private static final String FORMAT = "%-12s %-58s %-56s %7s";

	private final Console console;

	private final Map<String, List<Verdict.Row>> held = new LinkedHashMap<>();

	private final Map<String, String> waiting = new LinkedHashMap<>();

	VerdictTable(Console console) {
		this.console = console;
	}

	/**
	 * A scenario begins.
	 * @param scenario the scenario
	 * @param hold whether its rows are printed when it ends
	 */
	synchronized void begin(Scenario scenario, boolean hold) {
		if (hold) {
			this.held.put(scenario.name(), new ArrayList<>());
		}
		else {
			header(scenario.name(), scenario.summary());
		}
	}

	/**
	 * A scenario ended.
	 */
	synchronized void end(Verdict verdict) {
		List<Verdict.Row> rows = this.held.remove(verdict.scenario());
		this.waiting.remove(verdict.scenario());
		if (rows != null) {
			header(verdict.scenario(), verdict.summary());
			rows.forEach(this::print);
		}
		if (!verdict.beside().isEmpty()) {
			this.console.note("beside it, of this machine: " + String.join(", ", verdict.beside()));
		}
	}

	@Override
	public synchronized void row(Scenario scenario, Verdict.Row row) {
		List<Verdict.Row> rows = this.held.get(scenario.name());
		if (rows != null) {
			rows.add(row);
		}
		else {
			print(row);
		}
	}

	@Override
	public synchronized void progress(Scenario scenario, String text) {
		this.waiting.put(scenario.name(), text);
		this.console.progress((this.waiting.size() == 1) ? text
				: "%d scenarios: %s".formatted(this.waiting.size(),
						this.waiting.entrySet()
							.stream()
							.map((entry) -> entry.getKey() + " " + entry.getValue().replaceFirst(" \\(.*", ""))
							.collect(Collectors.joining("; "))));
	}

	private void header(String name, String summary) {
		this.console.line("");
		this.console.line(this.console.bold(name) + ": " + summary);
		this.console.line("    " + this.console.dim(FORMAT.formatted("step", "expected", "seen", "seconds")));
	}

	private void print(Verdict.Row row) {
		String seconds = (row.took() != null) ? String.format(Locale.ROOT, "%.1f", row.took().toMillis() / 1000.0) : "";
		String text = FORMAT.formatted(row.step(), row.expected(), row.seen(), seconds).stripTrailing();
		switch (row.result()) {
			case PASSED -> this.console.done(text);
			case FAILED -> this.console.failed(this.console.red(text));
			case SKIPPED -> this.console.line("  - " + this.console.dim(text));
		}
	}

}
