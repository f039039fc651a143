package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.promql.PromqlException;
import dev.telltale.mixins.rules.RuleGroup;
import dev.telltale.tools.binaries.Executable;
import tools.jackson.databind.JsonNode;

/**
 * Tests whether the alerts of a mixin are tested as they ought to be: each fires in a
 * case and stays silent in another, all of its cases hold, and they notice every
 * {@link MutationTester mistake} in it. Mistakes are tried where the cases hold.
 */
public final class AlertTester {

	// One that always fires says so to the linter.
	private static final String CONTENTS = """
			local tested = mixin.alertTests;
			local alerts = mixin.prometheusAlerts;
			local exceptions = mixin.lintExceptions;
			{
			  alerts: [
			    name
			    for area in std.objectFields(alerts)
			    for name in std.objectFields(alerts[area])
			    if alerts[area][name] != null
			  ],
			  strays: [
			    area + '.' + name
			    for area in std.objectFields(tested)
			    for name in std.objectFields(tested[area])
			    if !std.objectHas(alerts, area) || !std.objectHasAll(alerts[area], name)
			  ],
			  neverSilent: [name for name in std.objectFields(exceptions) if std.objectHas(exceptions[name], 'condition')],
			}
			""";

	private final RuleTester rules;

	private final MutationTester mutants;

	private final SortedSet<String> alerts;

	private final Set<String> neverSilent;

	private final Map<String, List<RuleTest>> cases;

	/**
	 * Create a tester.
	 * @param promtool promtool
	 * @param mixin the mixin, whose configuration is used as it stands
	 * @param directory an empty directory to work in
	 * @throws MixinException if the mixin cannot be rendered, an expression is no PromQL,
	 * or there are cases of an alert that does not exist
	 */
	public AlertTester(Executable promtool, Mixin mixin, Path directory) {
		JsonNode contents = mixin.evaluate(CONTENTS, RuleTest.CONFIG);
		if (!contents.get("strays").isEmpty()) {
			throw new MixinException(
					"alertTests has cases of %s, but prometheusAlerts has no such alert: rename one of them"
						.formatted(String.join(", ", names(contents.get("strays")))));
		}
		this.alerts = new TreeSet<>(names(contents.get("alerts")));
		this.neverSilent = Set.copyOf(names(contents.get("neverSilent")));
		Rendering rendering = mixin.render(RuleTest.CONFIG);
		refuseWrongExpressions(rendering);
		this.cases = RuleTest.of(mixin)
			.stream()
			.collect(Collectors.groupingBy(RuleTest::alert, TreeMap::new, Collectors.toList()));
		this.rules = new RuleTester(promtool, rendering, directory);
		this.mutants = new MutationTester(promtool, mixin, directory);
	}

	private static List<String> names(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

	private static void refuseWrongExpressions(Rendering rendering) {
		RuleGroup.rules(RuleGroup.of(rendering)).forEach((rule) -> {
			try {
				rule.expression();
			}
			catch (PromqlException ex) {
				throw new MixinException(
						"the expression of %s is no PromQL: %s".formatted(rule.name(), ex.getMessage()), ex);
			}
		});
	}

	/**
	 * Return the alerts of the mixin.
	 * @return their names
	 */
	public SortedSet<String> alerts() {
		return new TreeSet<>(this.alerts);
	}

	/**
	 * Test alerts.
	 * @param names the names of the alerts
	 * @return what is proved of each, and of the recordings that they alone read; what is
	 * wrong stands in the problems, some of which have several lines
	 */
	public MutationReport test(Set<String> names) {
		Map<String, List<String>> problems = new TreeMap<>();
		names.forEach((name) -> problems.put(name, failures(name)));
		Set<String> sound = names.stream()
			.filter((name) -> !cases(name).isEmpty() && problems.get(name).isEmpty())
			.collect(Collectors.toSet());
		Map<String, MutationReport.Subject> tried = new LinkedHashMap<>();
		this.mutants.run(sound::contains).subjects().forEach((subject) -> tried.put(subject.name(), subject));
		List<MutationReport.Subject> subjects = new ArrayList<>();
		problems.forEach((name, own) -> {
			MutationReport.Subject mutants = tried.remove(name);
			own.addAll(missing(name));
			own.addAll((mutants != null) ? mutants.problems() : List.of());
			int fires = (int) cases(name).stream().filter(RuleTest::fires).count();
			subjects.add(new MutationReport.Subject(name, fires, cases(name).size() - fires,
					(mutants != null) ? mutants.killed() : 0, (mutants != null) ? mutants.declared() : 0, own));
		});
		// What is left are recordings.
		subjects.addAll(tried.values());
		return new MutationReport(subjects);
	}

	private List<RuleTest> cases(String name) {
		return this.cases.getOrDefault(name, List.of());
	}

	private List<String> failures(String name) {
		List<String> problems = new ArrayList<>();
		cases(name).forEach((test) -> this.rules.run(test)
			.ifPresent((output) -> problems.add("the case \"%s\" fails:\n%s".formatted(test.name(), detail(output)))));
		return problems;
	}

	// Without the name of a file that is gone, and without what every failure says.
	private static String detail(String output) {
		return output.lines()
			.filter((line) -> !line.isBlank() && !line.startsWith("Unit Testing:") && !line.strip().equals("FAILED:"))
			.collect(Collectors.joining("\n"));
	}

	private List<String> missing(String name) {
		List<String> problems = new ArrayList<>();
		if (cases(name).stream().noneMatch(RuleTest::fires)) {
			problems.add("no case sees it fire: write one into alertTests");
		}
		if (cases(name).stream().allMatch(RuleTest::fires) && !this.neverSilent.contains(name)) {
			problems.add("no case sees it silent: write one into alertTests");
		}
		return problems;
	}

}
