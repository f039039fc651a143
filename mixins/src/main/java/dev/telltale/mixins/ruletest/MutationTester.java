package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.tools.binaries.Executable;

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

	private final RuleSet rules;

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
		this.rules = RuleSet.of(mixin.render(RuleTest.CONFIG));
		this.tests = RuleTest.of(mixin)
			.stream()
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
	 * alone read
	 * @throws IllegalStateException if a case fails without any mutant
	 */
	public MutationReport run(Predicate<String> alerts) {
		Set<String> chosen = this.tests.keySet().stream().filter(alerts).collect(Collectors.toCollection(TreeSet::new));
		Map<String, Set<String>> recordings = new TreeMap<>();
		this.tests.keySet()
			.forEach((alert) -> read(alert)
				.forEach((rule) -> recordings.computeIfAbsent(rule.name(), (name) -> new TreeSet<>()).add(alert)));
		recordings.values().removeIf((readers) -> !chosen.containsAll(readers));
		Map<String, Set<String>> killed = killed(
				chosen.stream().map((alert) -> experiment(alert, recordings)).toList());
		List<MutationReport.Subject> subjects = new ArrayList<>();
		chosen.forEach((alert) -> subjects.add(judge(alert, own(alert).keySet(), Set.of(alert), killed)));
		recordings.forEach((recording, readers) -> subjects
			.add(judge(recording, ofRecording(recording).keySet(), readers, killed)));
		return new MutationReport(subjects);
	}

	/** The mutants that the cases of each alert notice. */
	private Map<String, Set<String>> killed(List<Experiment> experiments) {
		int processors = Runtime.getRuntime().availableProcessors();
		ExecutorService executor = Executors.newFixedThreadPool(processors);
		try {
			List<Future<?>> workers = new ArrayList<>();
			for (int worker = 0; worker < processors; worker++) {
				workers.add(executor.submit(() -> work(experiments)));
			}
			for (Future<?> worker : workers) {
				worker.get();
			}
			return experiments.stream().collect(Collectors.toMap(Experiment::alert, Experiment::killed));
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException unchecked) ? unchecked
					: new IllegalStateException("cannot test mutants", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while mutants were tested", ex);
		}
		finally {
			executor.shutdownNow();
		}
	}

	// Always there where most is left, so that no processor waits in the end.
	private void work(List<Experiment> experiments) {
		while (true) {
			Experiment next = experiments.stream()
				.max(Comparator.comparingLong(Experiment::load))
				.filter((experiment) -> experiment.load() > 0)
				.orElse(null);
			if (next == null) {
				return;
			}
			next.runNext(this.promtool, this.directory);
		}
	}

	private MutationReport.Subject judge(String name, Set<String> mutants, Set<String> readers,
			Map<String, Set<String>> killed) {
		Map<String, String> declarations = new LinkedHashMap<>();
		readers.forEach((alert) -> declarations.putAll(declarations(alert)));
		int dead = 0;
		int declared = 0;
		List<String> problems = new ArrayList<>();
		for (String mutant : mutants) {
			boolean isKilled = readers.stream().anyMatch((alert) -> killed.get(alert).contains(mutant));
			boolean isDeclared = declarations.containsKey(mutant);
			dead += isKilled ? 1 : 0;
			declared += (isDeclared && !isKilled) ? 1 : 0;
			if (!isKilled && !isDeclared) {
				problems.add("no case notices \"" + mutant + "\"");
			}
			else if (isKilled && isDeclared) {
				problems.add("\"" + mutant + "\" is declared equivalent, but a case notices it");
			}
		}
		List<RuleTest> cases = this.tests.getOrDefault(name, List.of());
		if (!cases.isEmpty()) {
			problems.addAll(wrongDeclarations(name));
		}
		int fires = (int) cases.stream().filter(RuleTest::fires).count();
		return new MutationReport.Subject(name, fires, cases.size() - fires, dead, declared, problems);
	}

	private List<String> wrongDeclarations(String alert) {
		Set<String> known = new TreeSet<>(own(alert).keySet());
		read(alert).forEach((recording) -> known.addAll(ofRecording(recording.name()).keySet()));
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

	private Experiment experiment(String alert, Map<String, Set<String>> recordings) {
		List<RuleTest> cases = this.tests.get(alert);
		Set<Rule> read = read(alert);
		Map<String, Mutant> mutants = new LinkedHashMap<>(own(alert));
		read.stream()
			.map(Rule::name)
			.filter(recordings::containsKey)
			.forEach((recording) -> mutants.putAll(ofRecording(recording)));
		return new Experiment(alert, this.rules.neededBy(alert, cases), cases, mutants);
	}

	private Map<String, Mutant> own(String alert) {
		List<Rule> variants = this.rules.alerts(alert);
		Map<String, Mutant> mutants = new LinkedHashMap<>();
		variants.forEach((rule) -> Mutant.of(rule)
			.forEach((mutant) -> mutants.put(prefix(rule, variants) + mutant.id(), mutant)));
		return mutants;
	}

	private Map<String, Mutant> ofRecording(String recording) {
		Map<String, Mutant> mutants = new LinkedHashMap<>();
		this.rules.rules()
			.stream()
			.filter((rule) -> !rule.isAlert() && rule.name().equals(recording))
			.forEach((rule) -> Mutant.of(rule).forEach((mutant) -> {
				String id = recording + labels(rule) + ": " + mutant.id();
				if (mutants.put(id, mutant) != null) {
					throw new IllegalStateException("two rules record " + recording + labels(rule));
				}
			}));
		return mutants;
	}

	/** The labels that a recording gives: several rules may record the same name. */
	private static String labels(Rule rule) {
		return rule.labels().isEmpty() ? "" : new TreeMap<>(rule.labels()).toString();
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

	/** The recordings that an alert reads, and those that they read. */
	private Set<Rule> read(String alert) {
		return this.rules.readBy(this.rules.alerts(alert).stream().map(Rule::expression));
	}

}
