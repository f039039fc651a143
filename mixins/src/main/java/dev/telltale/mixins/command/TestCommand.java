package dev.telltale.mixins.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.ruletest.AlertTester;
import dev.telltale.mixins.ruletest.MutationReport;
import dev.telltale.mixins.runbooks.Runbooks;
import dev.telltale.mixins.runbooks.Scenarios;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.files.Folders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Tests the alerts of a mixin.
 */
@Command(name = "test", description = {
		"Test every alert with promtool, at the values of the mixin: its cases (alertTests) hold, one sees"
				+ " it fire and one silent, they notice every mistake that is put into it, and it has a runbook.",
		"Exits with 1 if something is wrong." })
class TestCommand implements Callable<Integer> {

	@Option(names = "--mixin", paramLabel = "DIR",
			description = "The folder of a mixin.libsonnet of your own; Telltale's mixin, which takes minutes, if not given.")
	private @Nullable Path directory;

	@Option(names = "--alert", paramLabel = "NAME", split = ",", description = "Only these alerts. May be repeated.")
	private List<String> selected = new ArrayList<>();

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		Mixin mixin = (this.directory != null) ? Mixin.in(this.directory) : Mixin.bundled();
		Path work = Files.createTempDirectory("telltale-mixins-");
		try {
			AlertTester tester = new AlertTester(promtool(), mixin, work);
			SortedSet<String> alerts = alerts(tester.alerts());
			return print(tester.test(alerts), alerts, new Runbooks(mixin, Scenarios.none()));
		}
		finally {
			Folders.delete(work);
		}
	}

	private Executable promtool() {
		return Toolbox.standard((line) -> {
			if (this.spec != null) {
				this.spec.commandLine().getErr().println(line);
			}
		}).require(Tool.PROMTOOL);
	}

	private SortedSet<String> alerts(SortedSet<String> all) {
		if (all.isEmpty()) {
			throw new MixinException("the mixin has no alert to test: add one to prometheusAlerts");
		}
		for (String name : this.selected) {
			if (!all.contains(name)) {
				throw new MixinException(
						"the mixin has no alert %s: it has %s".formatted(name, String.join(", ", all)));
			}
		}
		return this.selected.isEmpty() ? all : new TreeSet<>(this.selected);
	}

	private int print(MutationReport report, SortedSet<String> alerts, Runbooks runbooks) {
		List<String> lines = new ArrayList<>();
		int failed = 0;
		for (MutationReport.Subject subject : report.subjects()) {
			List<String> problems = new ArrayList<>(subject.problems());
			if (alerts.contains(subject.name())) {
				runbooks.problem(subject.name()).ifPresent(problems::add);
			}
			lines.add(line(subject, problems.isEmpty()));
			problems.forEach((problem) -> lines.add(problem.indent(2).stripTrailing()));
			failed += problems.isEmpty() ? 0 : 1;
		}
		if (this.spec != null) {
			PrintWriter out = this.spec.commandLine().getOut();
			lines.forEach(out::println);
			out.println((failed == 0) ? "Every alert keeps its promise." : failed + " to mend.");
		}
		return (failed == 0) ? 0 : 1;
	}

	private static String line(MutationReport.Subject subject, boolean ok) {
		return "%-32s %-6s fires in %d, silent in %d; notices %d mistakes%s".formatted(subject.name(),
				ok ? "ok" : "FAILED", subject.fires(), subject.silent(), subject.killed(),
				(subject.declared() > 0) ? ", %d change nothing".formatted(subject.declared()) : "");
	}

}
