package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
 * asked of every mutant that is still alive, the cheap cases first. Safe for use by
 * several threads, each of which runs a part of the cases.
 */
final class Experiment {

	private static final JsonMapper JSON = new JsonMapper();

	// Between the name of a rule and the number of its mutant.
	private static final String MARK = "__mutant_";

	private static final Pattern FAILURE = Pattern.compile("^\\s*(?:expr|alertname): .*$", Pattern.MULTILINE);

	private static final Pattern NUMBER = Pattern.compile(MARK + "(\\d+)");

	// Evaluations of single rules in one process, after which the dead are left out.
	private static final long BATCH = 5000;

	private final String alert;

	private final List<RuleGroup> groups;

	private final List<Strain> strains = new ArrayList<>();

	private final Deque<RuleTest> open;

	private final Set<Strain> alive;

	private int running;

	/**
	 * Create an experiment.
	 * @param alert the name of the alert
	 * @param groups the rules that its cases need
	 * @param cases its cases
	 * @param mutants mutants of these rules, by what to call them
	 */
	Experiment(String alert, List<RuleGroup> groups, List<RuleTest> cases, Map<String, Mutant> mutants) {
		this.alert = alert;
		this.groups = groups;
		this.open = new ArrayDeque<>(cases.stream().sorted(Comparator.comparing(RuleTest::evaluations)).toList());
		mutants.forEach((id, mutant) -> this.strains.add(Strain.of(id, MARK + this.strains.size(), mutant, groups)));
		this.alive = new LinkedHashSet<>(this.strains);
	}

	String alert() {
		return this.alert;
	}

	/**
	 * Return how much is left to do for each thread that would do it.
	 * @return a number of evaluations of single rules, 0 if nobody is needed
	 */
	synchronized long load() {
		long evaluations = this.open.stream().mapToLong(RuleTest::evaluations).sum();
		return evaluations * rules(this.alive) / (this.running + 1);
	}

	/**
	 * Run the next of the cases.
	 * @param promtool promtool
	 * @param directory a directory to work in
	 * @throws IllegalStateException if a case fails without any mutant
	 */
	void runNext(Promtool promtool, Path directory) {
		List<RuleTest> batch = new ArrayList<>();
		List<Strain> alive;
		synchronized (this) {
			alive = List.copyOf(this.alive);
			long evaluations = 0;
			while (!this.open.isEmpty() && evaluations * rules(alive) < BATCH) {
				RuleTest test = this.open.pop();
				batch.add(test);
				evaluations += test.evaluations();
			}
			this.running++;
		}
		Set<Strain> noticed = batch.isEmpty() ? Set.of() : noticed(promtool, directory, batch, alive);
		synchronized (this) {
			this.alive.removeAll(noticed);
			this.running--;
		}
	}

	/**
	 * Return the mutants that a case noticed.
	 * @return what they are called
	 */
	synchronized Set<String> killed() {
		return this.strains.stream()
			.filter((strain) -> !this.alive.contains(strain))
			.map(Strain::id)
			.collect(Collectors.toSet());
	}

	private long rules(Collection<Strain> alive) {
		return RuleGroup.rules(this.groups).size() + alive.stream().mapToLong((strain) -> strain.rules().size()).sum();
	}

	private Set<Strain> noticed(Promtool promtool, Path directory, List<RuleTest> batch, List<Strain> alive) {
		try {
			Path folder = Files.createTempDirectory(directory, "cases-");
			try {
				Files.writeString(folder.resolve("rules.yaml"), RuleGroup.print(withStrains(alive)));
				List<String> files = new ArrayList<>();
				for (RuleTest test : batch) {
					String file = "case-" + files.size() + ".yaml";
					Files.writeString(folder.resolve(file), JSON.writeValueAsString(document(test, alive)));
					files.add(file);
				}
				String output = promtool.test(folder, files).orElse("");
				return failures(output);
			}
			finally {
				Folders.delete(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Set<Strain> failures(String output) {
		Set<Strain> noticed = new LinkedHashSet<>();
		FAILURE.matcher(output).results().forEach((failure) -> {
			Matcher number = NUMBER.matcher(failure.group());
			if (!number.find()) {
				throw failsAnyway(output);
			}
			noticed.add(this.strains.get(Integer.parseInt(number.group(1))));
		});
		if (noticed.isEmpty() && !output.isEmpty()) {
			throw failsAnyway(output);
		}
		return noticed;
	}

	private IllegalStateException failsAnyway(String output) {
		return new IllegalStateException("a case of " + this.alert + " fails without any mutant: " + output);
	}

	private List<RuleGroup> withStrains(List<Strain> alive) {
		return this.groups.stream().map((group) -> {
			List<Rule> rules = new ArrayList<>();
			for (Rule rule : group.rules()) {
				rules.add(rule);
				alive.stream()
					.filter((strain) -> strain.affects(rule))
					.map((strain) -> strain.copy(rule))
					.forEach(rules::add);
			}
			return new RuleGroup(group.file(), group.name(), group.interval(), rules);
		}).toList();
	}

	private ObjectNode document(RuleTest test, List<Strain> alive) {
		ObjectNode document = (ObjectNode) test.document().deepCopy();
		document.putArray("rule_files").add("rules.yaml");
		for (JsonNode input : document.path("tests")) {
			extend((ObjectNode) input, "promql_expr_test", alive, this::query);
			extend((ObjectNode) input, "alert_rule_test", alive, this::text);
		}
		return document;
	}

	private static void extend(ObjectNode input, String field, List<Strain> alive,
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
	 * A mutant with all rules that it affects.
	 *
	 * @param id what to call it
	 * @param mark what its names end with
	 * @param mutant the mutant
	 * @param rules the rules that it affects, itself included
	 */
	private record Strain(String id, String mark, Mutant mutant, Set<Rule> rules) {

		static Strain of(String id, String mark, Mutant mutant, List<RuleGroup> groups) {
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
			return new Strain(id, mark, mutant, affected);
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
					&& recordings(this.rules).contains(selector.metric()))
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
