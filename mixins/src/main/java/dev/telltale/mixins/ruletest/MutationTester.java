package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.promql.Durations;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.files.Folders;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests the cases of the alerts: puts one mistake after another into the rules, and wants
 * a case to fail each time. Mistakes in an alert must be noticed by its own cases, those
 * in a recording by the cases of an alert that reads it.
 * <p>
 * A mutant that cannot change anything is declared beside the cases, in a hidden field of
 * the alert's test object: {@code equivalent:: { '<mutant>': 'reason' }}. A mutant is
 * named by its {@link Mutant#of id}. Before it stands, with a colon, the label that tells
 * the rules of an alert apart, if there are several ({@code fast: threshold 14.4 × 2}),
 * or the name of a recording ({@code slo:objective:ratio: threshold 1 × 2}).
 */
public final class MutationTester {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String EQUIVALENT = """
			{
			  [name]: mixin.alertTests[area][name].equivalent
			  for area in std.objectFields(mixin.alertTests)
			  for name in std.objectFields(mixin.alertTests[area])
			  if std.objectHasAll(mixin.alertTests[area][name], 'equivalent')
			}
			""";

	private final Promtool promtool;

	private final Path directory;

	private final List<RuleGroup> groups;

	private final Map<String, List<RuleTest>> tests;

	private final Map<String, Map<String, String>> equivalent = new TreeMap<>();

	/**
	 * Create a tester.
	 * @param promtool promtool
	 * @param mixin the mixin, whose configuration is used as it stands
	 * @param directory an empty directory to work in
	 */
	public MutationTester(Executable promtool, Mixin mixin, Path directory) {
		this.promtool = new Promtool(promtool);
		this.directory = directory;
		this.groups = RuleGroup.of(mixin.render(Map.of()));
		// What is done soon comes first: most mutants are noticed early.
		this.tests = RuleTest.of(mixin)
			.stream()
			.sorted(Comparator.comparing(MutationTester::steps))
			.collect(Collectors.groupingBy(RuleTest::alert, TreeMap::new, Collectors.toList()));
		mixin.evaluate(EQUIVALENT, Map.of()).forEachEntry((alert, reasons) -> {
			Map<String, String> byMutant = new LinkedHashMap<>();
			reasons.forEachEntry((mutant, reason) -> byMutant.put(mutant, reason.asString("")));
			this.equivalent.put(alert, byMutant);
		});
	}

	/**
	 * Test every case with every mutant that concerns it, on all processors.
	 * @return what became of the mutants
	 * @throws IllegalStateException if a case fails without any mutant
	 */
	public MutationReport run() {
		return run((name) -> true);
	}

	/**
	 * Test the cases of some alerts.
	 * @param alerts which alerts, by name
	 * @return what became of the mutants of these alerts, and of the recordings that they
	 * read
	 * @throws IllegalStateException if a case fails without any mutant
	 */
	public MutationReport run(Predicate<String> alerts) {
		Map<String, Scope> scopes = new TreeMap<>();
		this.tests.keySet().stream().filter(alerts).forEach((alert) -> scopes.put(alert, scope(alert)));
		Map<String, List<Task>> subjects = new LinkedHashMap<>();
		scopes.forEach((alert, scope) -> subjects.put(alert, mutants(scope)));
		new TreeSet<>(scopes.values().stream().flatMap((scope) -> scope.recordings().stream()).toList())
			.forEach((recording) -> subjects.put(recording, mutants(recording, scopes)));
		ExecutorService executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
		try {
			List<Future<Optional<String>>> sound = scopes.values()
				.stream()
				.map((scope) -> executor.submit(() -> test(scope, null)))
				.toList();
			Map<Task, Future<Boolean>> killed = new LinkedHashMap<>();
			subjects.values()
				.forEach((tasks) -> tasks.forEach((task) -> killed.put(task, executor.submit(() -> isKilled(task)))));
			for (Future<Optional<String>> result : sound) {
				result.get().ifPresent((output) -> {
					throw new IllegalStateException("a case fails without any mutant: " + output);
				});
			}
			List<MutationReport.Subject> report = new ArrayList<>();
			for (var subject : subjects.entrySet()) {
				report.add(judge(subject.getKey(), subject.getValue(), killed));
			}
			return new MutationReport(report);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("cannot test mutants: " + ex.getCause().getMessage(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while mutants were tested", ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private MutationReport.Subject judge(String name, List<Task> tasks, Map<Task, Future<Boolean>> killed)
			throws ExecutionException, InterruptedException {
		int dead = 0;
		int declared = 0;
		List<String> problems = new ArrayList<>();
		for (Task task : tasks) {
			boolean isDeclared = task.scopes()
				.stream()
				.anyMatch((scope) -> declarations(scope.alert()).containsKey(task.id()));
			if (!killed.get(task).get()) {
				declared += isDeclared ? 1 : 0;
				if (!isDeclared) {
					problems.add("no case notices \"" + task.id() + "\"");
				}
			}
			else {
				dead++;
				if (isDeclared) {
					problems.add("\"" + task.id() + "\" is declared equivalent, but a case notices it");
				}
			}
		}
		if (this.tests.containsKey(name)) {
			problems.addAll(unknownDeclarations(name));
		}
		List<RuleTest> cases = this.tests.getOrDefault(name, List.of());
		int fires = (int) cases.stream().filter(RuleTest::fires).count();
		return new MutationReport.Subject(name, fires, cases.size() - fires, dead, declared, problems);
	}

	private List<String> unknownDeclarations(String alert) {
		Scope scope = scope(alert);
		Set<String> known = Stream
			.concat(mutants(scope).stream(),
					scope.recordings().stream().flatMap((recording) -> mutants(recording, Map.of()).stream()))
			.map(Task::id)
			.collect(Collectors.toSet());
		List<String> problems = new ArrayList<>();
		declarations(alert).forEach((mutant, reason) -> {
			if (!known.contains(mutant)) {
				problems.add("\"" + mutant + "\" is declared equivalent, but there is no such mutant");
			}
			else if (reason.isBlank()) {
				problems.add("\"" + mutant + "\" is declared equivalent without a reason");
			}
		});
		return problems;
	}

	private Map<String, String> declarations(String alert) {
		return this.equivalent.getOrDefault(alert, Map.of());
	}

	private boolean isKilled(Task task) {
		return task.scopes().stream().anyMatch((scope) -> test(scope, task.mutant()).isPresent());
	}

	private Optional<String> test(Scope scope, @Nullable Mutant mutant) {
		try {
			Path folder = Files.createTempDirectory(this.directory, "mutant-");
			try {
				List<RuleGroup> needed = scope.groups();
				if (mutant != null) {
					needed = needed.stream()
						.map((group) -> group.with((rule) -> rule.equals(mutant.original()) ? mutant.changed() : rule))
						.toList();
				}
				Files.writeString(folder.resolve("rules.yaml"), RuleGroup.print(needed));
				List<String> files = new ArrayList<>();
				for (RuleTest test : this.tests.get(scope.alert())) {
					ObjectNode document = (ObjectNode) test.document().deepCopy();
					document.putArray("rule_files").add("rules.yaml");
					String file = "case-" + files.size() + ".yaml";
					Files.writeString(folder.resolve(file), JSON.writeValueAsString(document));
					files.add(file);
				}
				return this.promtool.test(folder, files);
			}
			finally {
				Folders.delete(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<Task> mutants(Scope scope) {
		List<Rule> variants = RuleGroup.rules(scope.groups())
			.stream()
			.filter((rule) -> rule.isAlert() && rule.name().equals(scope.alert()))
			.toList();
		return variants.stream()
			.flatMap((rule) -> Mutant.of(rule)
				.stream()
				.map((mutant) -> new Task(prefix(rule, variants) + mutant.id(), mutant, List.of(scope))))
			.toList();
	}

	private List<Task> mutants(String recording, Map<String, Scope> scopes) {
		List<Scope> readers = scopes.values()
			.stream()
			.filter((scope) -> scope.recordings().contains(recording))
			.toList();
		return RuleGroup.rules(this.groups)
			.stream()
			.filter((rule) -> !rule.isAlert() && rule.name().equals(recording))
			.flatMap((rule) -> Mutant.of(rule)
				.stream()
				.map((mutant) -> new Task(recording + ": " + mutant.id(), mutant, readers)))
			.toList();
	}

	/** The value of the first label that tells all rules of an alert apart. */
	private static String prefix(Rule rule, List<Rule> variants) {
		if (variants.size() == 1) {
			return "";
		}
		return new TreeSet<>(rule.labels().keySet()).stream()
			.filter((label) -> variants.stream()
				.map((variant) -> variant.labels().get(label))
				.distinct()
				.count() == variants.size())
			.map((label) -> rule.labels().get(label) + ": ")
			.findFirst()
			.orElseGet(() -> String.join(" ", new TreeMap<>(rule.labels()).values()) + ": ");
	}

	/** The rules without which the cases of an alert mean nothing. */
	private Scope scope(String alert) {
		List<Rule> rules = RuleGroup.rules(this.groups);
		List<Rule> own = rules.stream().filter((rule) -> rule.isAlert() && rule.name().equals(alert)).toList();
		Set<Rule> read = read(own.stream().map(Rule::expression), rules);
		Set<Rule> looked = read(this.tests.get(alert).stream().flatMap(MutationTester::expressions), rules);
		Set<Rule> needed = new HashSet<>(own);
		needed.addAll(read);
		needed.addAll(looked);
		return new Scope(alert,
				this.groups.stream().map((group) -> group.with((rule) -> needed.contains(rule) ? rule : null)).toList(),
				read.stream().filter((rule) -> !rule.isAlert()).map(Rule::name).collect(Collectors.toSet()));
	}

	private static Set<Rule> read(Stream<Expression> expressions, List<Rule> rules) {
		Set<Rule> read = new LinkedHashSet<>();
		expressions.flatMap((expression) -> expression.stream(VectorSelector.class))
			.forEach((selector) -> rules.stream()
				.filter((rule) -> selects(selector, rule))
				.filter(read::add)
				.forEach((rule) -> read.addAll(read(Stream.of(rule.expression()),
						rules.stream().filter((other) -> !other.equals(rule)).toList()))));
		return read;
	}

	private static boolean selects(VectorSelector selector, Rule rule) {
		if (rule.isAlert()) {
			return false;
		}
		String metric = selector.metric();
		return (metric != null) ? metric.equals(rule.name())
				: selector.matchers()
					.stream()
					.filter((matcher) -> matcher.label().equals("__name__"))
					.allMatch((matcher) -> accepts(matcher, rule.name()));
	}

	private static boolean accepts(LabelMatcher matcher, String name) {
		return switch (matcher.operator()) {
			case EQUAL -> name.equals(matcher.value());
			case NOT_EQUAL -> !name.equals(matcher.value());
			case MATCHES -> name.matches(matcher.value());
			case DOES_NOT_MATCH -> !name.matches(matcher.value());
		};
	}

	private static Stream<Expression> expressions(RuleTest test) {
		return test.document()
			.path("tests")
			.valueStream()
			.flatMap((document) -> document.path("promql_expr_test").valueStream())
			.map((check) -> Expression.parse(check.path("expr").asString("")));
	}

	/** How many evaluations a case takes. */
	private static long steps(RuleTest test) {
		JsonNode document = test.document();
		Duration interval = duration(document.path("evaluation_interval"));
		return document.path("tests")
			.valueStream()
			.flatMap((input) -> Stream.concat(input.path("promql_expr_test").valueStream(),
					input.path("alert_rule_test").valueStream()))
			.map((check) -> duration(check.path("eval_time")))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO)
			.dividedBy(interval);
	}

	private static Duration duration(JsonNode text) {
		return Durations.parse(text.asString("")).orElse(Duration.ofMinutes(1));
	}

	/** What the cases of an alert need. */
	private record Scope(String alert, List<RuleGroup> groups, Set<String> recordings) {

	}

	/** A mutant, and whose cases are to notice it. */
	private record Task(String id, Mutant mutant, List<Scope> scopes) {

	}

}
