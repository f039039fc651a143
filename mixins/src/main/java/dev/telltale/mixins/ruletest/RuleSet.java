package dev.telltale.mixins.ruletest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.Call;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;

/**
 * All rules of a rendering, and which of them read which.
 *
 * @param groups the groups
 */
record RuleSet(List<RuleGroup> groups) {

	// The series that Prometheus makes of alerts.
	private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

	private static final Set<String> OF_NOTHING = Set.of("absent", "absent_over_time", "scalar");

	RuleSet {
		groups = List.copyOf(groups);
	}

	static RuleSet of(Rendering rendering) {
		return new RuleSet(RuleGroup.of(rendering));
	}

	List<Rule> rules() {
		return RuleGroup.rules(this.groups);
	}

	/** The rules of an alert: one, or its variants. */
	List<Rule> alerts(String name) {
		return rules().stream().filter((rule) -> rule.isAlert() && rule.name().equals(name)).toList();
	}

	/** The recordings that expressions read, and those that they read. */
	Set<Rule> readBy(Stream<Expression> expressions) {
		Set<Rule> read = new LinkedHashSet<>();
		Deque<Expression> open = new ArrayDeque<>(expressions.toList());
		while (!open.isEmpty()) {
			open.pop()
				.stream(VectorSelector.class)
				.forEach((selector) -> rules().stream()
					.filter((rule) -> !rule.isAlert() && rule.name().equals(selector.metric()))
					.filter(read::add)
					.forEach((rule) -> open.push(rule.expression())));
		}
		return read;
	}

	/** What an alert needs to be evaluated, and its cases to be checked. */
	List<RuleGroup> neededBy(String alert, List<RuleTest> cases) {
		return neededBy(alerts(alert), cases);
	}

	/**
	 * What an alert needs in one case: without the rules that come to nothing there, as
	 * none of the series that they read is exported or recorded.
	 */
	List<RuleGroup> neededBy(String alert, RuleTest test) {
		return fed(neededBy(alerts(alert), List.of(test)), test);
	}

	/**
	 * What a test needs that looks at alerts whatever they are: all that it can see.
	 * Their labels are known as far as rules give them.
	 */
	List<RuleGroup> neededBy(RuleTest test) {
		List<List<LabelMatcher>> looks = test.expressions()
			.flatMap((expression) -> expression.stream(VectorSelector.class))
			.filter((selector) -> "ALERTS".equals(selector.metric()))
			.map(VectorSelector::matchers)
			.toList();
		return fed(neededBy(rules().stream()
			.filter(Rule::isAlert)
			.filter((rule) -> looks.stream().anyMatch((matchers) -> shows(rule, matchers)))
			.toList(), List.of(test)), test);
	}

	private static boolean shows(Rule rule, List<LabelMatcher> matchers) {
		return matchers.stream()
			.allMatch((matcher) -> matcher.label().equals("alertname") ? matcher.accepts(rule.name())
					: !rule.labels().containsKey(matcher.label())
							|| matcher.accepts(rule.labels().getOrDefault(matcher.label(), "")));
	}

	private List<RuleGroup> neededBy(List<Rule> alerts, List<RuleTest> cases) {
		Set<Rule> needed = new HashSet<>(alerts);
		needed.addAll(readBy(
				Stream.concat(alerts.stream().map(Rule::expression), cases.stream().flatMap(RuleTest::expressions))));
		return this.groups.stream().map((group) -> group.with((rule) -> needed.contains(rule) ? rule : null)).toList();
	}

	private static List<RuleGroup> fed(List<RuleGroup> groups, RuleTest test) {
		Set<String> series = test.series().collect(Collectors.toCollection(HashSet::new));
		if (series.contains("")) {
			return groups;
		}
		series.addAll(ALERTS);
		Set<Rule> fed = new HashSet<>();
		boolean grows = true;
		while (grows) {
			grows = false;
			for (Rule rule : RuleGroup.rules(groups)) {
				if (!fed.contains(rule) && mayYield(rule.expression(), series)) {
					grows |= fed.add(rule);
					if (!rule.isAlert()) {
						series.add(rule.name());
					}
				}
			}
		}
		return groups.stream().map((group) -> group.with((rule) -> fed.contains(rule) ? rule : null)).toList();
	}

	/**
	 * Whether there may be a result. From no series comes none, except of functions that
	 * take none, or that tell of the absence of some.
	 */
	private static boolean mayYield(Expression expression, Set<String> series) {
		return readsAnyOf(expression, series) || isEmpty(expression.stream(VectorSelector.class)) || expression
			.stream(Call.class)
			.anyMatch((call) -> OF_NOTHING.contains(call.function()) || isEmpty(call.stream(VectorSelector.class)));
	}

	private static boolean readsAnyOf(Expression expression, Set<String> series) {
		return expression.stream(VectorSelector.class)
			.anyMatch((selector) -> selector.metric() == null || series.contains(selector.metric()));
	}

	private static boolean isEmpty(Stream<?> stream) {
		return stream.findAny().isEmpty();
	}

}
