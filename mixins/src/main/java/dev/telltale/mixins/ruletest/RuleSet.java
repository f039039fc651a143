package dev.telltale.mixins.ruletest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.promql.Expression;
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

	/** What an alert needs to be evaluated, and cases to be checked. */
	List<RuleGroup> neededBy(String alert, List<RuleTest> cases) {
		return neededBy(alerts(alert), cases);
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
		return neededBy(rules().stream()
			.filter(Rule::isAlert)
			.filter((rule) -> looks.stream().anyMatch((matchers) -> shows(rule, matchers)))
			.toList(), List.of(test));
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

}
