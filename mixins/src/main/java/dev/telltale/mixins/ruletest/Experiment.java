package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import dev.telltale.tools.files.Folders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cases of an alert, and mutants that they are to notice.
 * <p>
 * A run of promtool costs more than a rule: the mutants stand beside the rules, each with
 * copies of all rules that read it, under names of their own. Every check of a case is
 * asked of every mutant that is still alive, the cheap cases first; a mutant of which is
 * known which case notices it only there. Safe for use by several threads, each of which
 * runs a part of the cases.
 */
final class Experiment {

	private static final JsonMapper JSON = new JsonMapper();

	// Between the name of a rule and the number of its mutant.
	private static final String MARK = "__mutant_";

	private static final Pattern FILE = Pattern.compile("^Unit Testing: +case-(\\d+)\\.yaml$", Pattern.MULTILINE);

	private static final Pattern FAILURE = Pattern.compile("^\\s*(?:expr|alertname): .*$", Pattern.MULTILINE);

	private static final Pattern NUMBER = Pattern.compile(MARK + "(\\d+)");

	// Evaluations of single rules in one process, after which the dead are left out.
	private static final long BATCH = 5000;

	private final String alert;

	private final RuleSet rules;

	private final List<RuleTest> cases;

	private final List<Strain> strains = new ArrayList<>();

	private final Deque<Trial> open = new ArrayDeque<>();

	// Those that no case of any alert has noticed yet.
	private final Set<Mutant> alive;

	private final Map<String, String> killers = new TreeMap<>();

	private int running;

	/**
	 * Create an experiment.
	 * @param alert the name of the alert
	 * @param rules the rules, of which its cases need some
	 * @param cases its cases
	 * @param mutants mutants of these rules, by what to call them
	 * @param hunters by mutant, the name of the case that is to notice it, empty if it is
	 * one of another alert; a mutant that is not there is tried in every case
	 * @param alive the mutants that are alive, which the experiments share
	 */
	Experiment(String alert, RuleSet rules, List<RuleTest> cases, Map<String, Mutant> mutants,
			Map<String, String> hunters, Set<Mutant> alive) {
		this.alert = alert;
		this.rules = rules;
		this.cases = cases.stream().sorted(Comparator.comparing(RuleTest::evaluations)).toList();
		this.alive = alive;
		List<RuleGroup> groups = rules.neededBy(alert, cases);
		mutants.forEach((id, mutant) -> this.strains.add(new Strain(id, MARK + this.strains.size(), mutant, groups)));
		this.cases.forEach((test) -> this.open
			.add(trial(test, (strain) -> hunters.getOrDefault(strain.id(), test.name()).equals(test.name()))));
	}

	// A mistake in a rule that comes to nothing changes nothing.
	private Trial trial(RuleTest test, Predicate<Strain> strains) {
		List<RuleGroup> groups = this.rules.neededBy(this.alert, test);
		Set<Rule> present = new HashSet<>(RuleGroup.rules(groups));
		return new Trial(test, groups,
				this.strains.stream()
					.filter((strain) -> present.contains(strain.mutant().original()))
					.filter(strains)
					.collect(Collectors.toCollection(LinkedHashSet::new)));
	}

	String alert() {
		return this.alert;
	}

	/**
	 * Return how much is left to do for each thread that would do it.
	 * @return a number of evaluations of single rules, 0 if nobody is needed
	 */
	synchronized long load() {
		return this.open.stream().mapToLong(Trial::load).sum() / (this.running + 1);
	}

	/**
	 * Run the next of the cases.
	 * @param promtool promtool
	 * @param directory a directory to work in
	 * @throws IllegalStateException if a case fails without any mutant
	 */
	void runNext(Promtool promtool, Path directory) {
		List<Trial> batch = new ArrayList<>();
		synchronized (this) {
			long evaluations = 0;
			while (!this.open.isEmpty() && evaluations < BATCH) {
				Trial trial = this.open.pop();
				trial.strains().removeIf((strain) -> !isAlive(strain));
				batch.add(trial);
				evaluations += trial.load();
			}
			this.running++;
		}
		if (!batch.isEmpty()) {
			run(promtool, directory, batch);
		}
		synchronized (this) {
			this.running--;
			this.open.forEach((trial) -> trial.strains().removeIf((strain) -> !isAlive(strain)));
		}
	}

	/**
	 * Go on with the mutants that are still alive, in the cases in which they have not
	 * been tried.
	 * @param hunters as they were for the cases so far
	 */
	synchronized void goOn(Map<String, String> hunters) {
		for (RuleTest test : this.cases) {
			Trial trial = trial(test, (strain) -> isAlive(strain) && hunters.containsKey(strain.id())
					&& !test.name().equals(hunters.get(strain.id())));
			if (!trial.strains().isEmpty()) {
				this.open.add(trial);
			}
		}
	}

	/**
	 * Return which case noticed a mutant, the first of them.
	 * @return the names of the cases, by what the mutants are called
	 */
	synchronized Map<String, String> killers() {
		return new TreeMap<>(this.killers);
	}

	private boolean isAlive(Strain strain) {
		return this.alive.contains(strain.mutant());
	}

	private void run(Promtool promtool, Path directory, List<Trial> batch) {
		try {
			Path folder = Files.createTempDirectory(directory, "cases-");
			try {
				List<String> files = new ArrayList<>();
				for (Trial trial : batch) {
					int number = files.size();
					String rules = "rules-" + number + ".yaml";
					Files.writeString(folder.resolve(rules), RuleGroup.print(trial.rules()));
					String file = "case-" + number + ".yaml";
					Files.writeString(folder.resolve(file), JSON.writeValueAsString(document(trial, rules)));
					files.add(file);
				}
				promtool.test(folder, files).ifPresent((output) -> read(output, batch));
			}
			finally {
				Folders.delete(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(String output, List<Trial> batch) {
		List<MatchResult> files = FILE.matcher(output).results().toList();
		if (files.isEmpty()) {
			throw failsAnyway(output);
		}
		for (int index = 0; index < files.size(); index++) {
			String text = output.substring(files.get(index).end(),
					(index + 1 < files.size()) ? files.get(index + 1).start() : output.length());
			List<MatchResult> failures = FAILURE.matcher(text).results().toList();
			if (failures.isEmpty() && text.contains("FAILED")) {
				throw failsAnyway(output);
			}
			RuleTest test = batch.get(Integer.parseInt(files.get(index).group(1))).test();
			for (MatchResult failure : failures) {
				Matcher number = NUMBER.matcher(failure.group());
				if (!number.find()) {
					throw failsAnyway(output);
				}
				notice(this.strains.get(Integer.parseInt(number.group(1))), test.name());
			}
		}
	}

	private synchronized void notice(Strain strain, String test) {
		this.alive.remove(strain.mutant());
		this.killers.putIfAbsent(strain.id(), test);
	}

	private IllegalStateException failsAnyway(String output) {
		return new IllegalStateException("a case of " + this.alert + " fails without any mutant: " + output);
	}

	private ObjectNode document(Trial trial, String rules) {
		ObjectNode document = (ObjectNode) trial.test().document().deepCopy();
		document.putArray("rule_files").add(rules);
		for (JsonNode input : document.path("tests")) {
			extend((ObjectNode) input, "promql_expr_test", trial.strains(), this::query);
			extend((ObjectNode) input, "alert_rule_test", trial.strains(), this::text);
		}
		return document;
	}

	private static void extend(ObjectNode input, String field, Set<Strain> alive,
			Function<Strain, Function<ObjectNode, List<ObjectNode>>> check) {
		if (input.has(field)) {
			ArrayNode all = JSON.createArrayNode();
			for (JsonNode original : input.get(field)) {
				all.add(original);
				alive.forEach((strain) -> all.addAll(check.apply(strain).apply((ObjectNode) original.deepCopy())));
			}
			input.set(field, all);
		}
	}

	/** What an expression yields must be the same of a mutant, if it yields anything. */
	private Function<ObjectNode, List<ObjectNode>> query(Strain strain) {
		return (check) -> {
			Expression expression = Expression.parse(check.path("expr").asString(""));
			if (expression.stream(VectorSelector.class).anyMatch((selector) -> "ALERTS".equals(selector.metric()))) {
				check.put("expr", expression.rewrite((part) -> strain.renameAlert(part, this.alert)).print());
				ArrayNode samples = JSON.createArrayNode();
				for (JsonNode sample : check.path("exp_samples")) {
					VectorSelector series = (VectorSelector) Expression.parse(sample.path("labels").asString(""));
					if (strain.makes(series.matchers()
						.stream()
						.collect(Collectors.toMap(LabelMatcher::label, LabelMatcher::value)))) {
						samples
							.add(((ObjectNode) sample).put("labels", strain.renameAlert(series, this.alert).print()));
					}
				}
				check.set("exp_samples", samples);
				return List.of(check);
			}
			Expression renamed = expression.rewrite(strain::rename);
			return renamed.equals(expression) ? List.of() : List.of(check.put("expr", renamed.print()));
		};
	}

	private Function<ObjectNode, List<ObjectNode>> text(Strain strain) {
		return (check) -> {
			check.put("alertname", check.path("alertname").asString("") + strain.mark());
			ArrayNode alerts = JSON.createArrayNode();
			for (JsonNode expected : check.path("exp_alerts")) {
				Map<String, String> labels = new LinkedHashMap<>();
				expected.path("exp_labels").forEachEntry((label, value) -> labels.put(label, value.asString("")));
				if (strain.makes(labels)) {
					alerts.add(expected);
				}
			}
			check.set("exp_alerts", alerts);
			return List.of(check);
		};
	}

	/**
	 * A case, and the mutants that it is to notice.
	 *
	 * @param test the case
	 * @param groups the rules that it needs
	 * @param strains the mutants
	 */
	private record Trial(RuleTest test, List<RuleGroup> groups, Set<Strain> strains) {

		// One more than its rules: a case without any runs too.
		long load() {
			return this.test.evaluations() * (1 + RuleGroup.rules(this.groups).size()
					+ this.strains.stream().mapToLong((strain) -> strain.rules.size()).sum());
		}

		List<RuleGroup> rules() {
			return this.groups.stream().map((group) -> {
				List<Rule> all = new ArrayList<>();
				for (Rule rule : group.rules()) {
					all.add(rule);
					this.strains.stream()
						.filter((strain) -> strain.affects(rule))
						.map((strain) -> strain.copy(rule))
						.forEach(all::add);
				}
				return new RuleGroup(group.file(), group.name(), group.interval(), all);
			}).toList();
		}

	}

	/**
	 * A mutant with all rules that it affects, itself included.
	 */
	private static final class Strain {

		private final String id;

		private final String mark;

		private final Mutant mutant;

		private final Set<Rule> rules;

		private final Set<String> recordings;

		/**
		 * Create a strain.
		 * @param id what to call it
		 * @param mark what its names end with
		 * @param mutant the mutant
		 * @param groups the rules among which it affects some
		 */
		Strain(String id, String mark, Mutant mutant, List<RuleGroup> groups) {
			this.id = id;
			this.mark = mark;
			this.mutant = mutant;
			Set<Rule> affected = new LinkedHashSet<>(Set.of(mutant.original()));
			List<Rule> rules = RuleGroup.rules(groups);
			boolean grows = true;
			while (grows) {
				Set<String> names = recordings(affected);
				grows = affected.addAll(rules.stream()
					.filter((rule) -> (!rule.isAlert() && names.contains(rule.name())) || rule.expression()
						.stream(VectorSelector.class)
						.anyMatch((selector) -> names.contains(selector.metric())))
					.toList());
			}
			this.rules = affected;
			this.recordings = recordings(affected);
		}

		String id() {
			return this.id;
		}

		String mark() {
			return this.mark;
		}

		Mutant mutant() {
			return this.mutant;
		}

		boolean affects(Rule rule) {
			return this.rules.contains(rule);
		}

		Rule copy(Rule rule) {
			Rule right = rule.equals(this.mutant.original()) ? this.mutant.changed() : rule;
			return right.withExpression(right.expression().rewrite(this::rename)).withName(rule.name() + this.mark);
		}

		Expression rename(Expression part) {
			return (part instanceof VectorSelector selector && selector.metric() != null
					&& this.recordings.contains(selector.metric()))
							? new VectorSelector(selector.metric() + this.mark, selector.matchers(), selector.shift())
							: part;
		}

		Expression renameAlert(Expression part, String alert) {
			return (part instanceof VectorSelector selector) ? new VectorSelector(selector.metric(),
					selector.matchers()
						.stream()
						.map((matcher) -> (matcher.label().equals("alertname") && matcher.value().equals(alert))
								? new LabelMatcher(matcher.label(), matcher.operator(), alert + this.mark) : matcher)
						.toList(),
					selector.shift()) : part;
		}

		/** Whether an alert with these labels comes from a rule that is affected. */
		boolean makes(Map<String, String> labels) {
			return this.rules.stream()
				.filter(Rule::isAlert)
				.anyMatch((rule) -> labels.entrySet().containsAll(rule.labels().entrySet()));
		}

		private static Set<String> recordings(Set<Rule> rules) {
			return rules.stream().filter((rule) -> !rule.isAlert()).map(Rule::name).collect(Collectors.toSet());
		}

	}

}
