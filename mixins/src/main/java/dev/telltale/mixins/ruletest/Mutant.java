package dev.telltale.mixins.ruletest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.BinaryOperator;
import dev.telltale.mixins.promql.Durations;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.NumberLiteral;
import dev.telltale.mixins.promql.Expression.Parentheses;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.Sign;
import dev.telltale.mixins.promql.Expression.Subquery;
import dev.telltale.mixins.rules.Rule;

/**
 * A rule with one mistake in it, which a case must notice.
 *
 * @param id what is wrong, such as {@code threshold 0.05 × 2}; unique among those of the
 * rule
 * @param original the right rule
 * @param changed the wrong one
 */
record Mutant(String id, Rule original, Rule changed) {

	private static final int TIMES = 10;

	/**
	 * Make every mutant of a rule:
	 * <ul>
	 * <li>{@code threshold 0.05 × 2}, {@code threshold 0.05 ÷ 2}: a number that something
	 * is compared with. What is computed from numbers alone is one number; where neither
	 * side is a number, {@code factor …} are those that a side is multiplied with or
	 * divided by;
	 * <li>{@code comparison > 0.05 flipped}: the comparison that holds exactly where this
	 * one does not;
	 * <li>{@code window 5m × 10}: every range or subquery of that length, since one
	 * setting stands behind them;
	 * <li>{@code for × 10}, {@code keep_firing_for × 10}.
	 * </ul>
	 * What occurs a second time has {@code (2)} at its end.
	 * @param rule the rule
	 * @return the mutants
	 */
	static List<Mutant> of(Rule rule) {
		Expression expression = rule.expression();
		Collector mutants = new Collector(rule);
		expression.stream(BinaryOperation.class)
			.filter((operation) -> operation.operator().isComparison())
			.forEach((comparison) -> {
				figures(comparison).forEach((figure) -> {
					mutants.add(figure.describe() + " × 2", expression.replace(figure.part(), figure.times(2)));
					mutants.add(figure.describe() + " ÷ 2", expression.replace(figure.part(), figure.times(0.5)));
				});
				mutants.add("comparison " + describe(comparison) + " flipped",
						expression.replace(comparison, flip(comparison)));
			});
		Set<Duration> windows = new LinkedHashSet<>();
		expression.stream().forEach((part) -> {
			if (part instanceof RangeSelector range) {
				windows.add(range.range());
			}
			else if (part instanceof Subquery subquery) {
				windows.add(subquery.range());
			}
		});
		windows.forEach((window) -> mutants.add("window " + Durations.print(window) + " × 10",
				expression.rewrite((part) -> widen(part, window))));
		if (rule.patience() != null) {
			mutants.add("for × 10", rule.withPatience(times(rule.patience())));
		}
		if (rule.keepFiringFor() != null) {
			mutants.add("keep_firing_for × 10", rule.withKeepFiringFor(times(rule.keepFiringFor())));
		}
		return mutants.all;
	}

	/** The numbers of a comparison that are not zero, where doubling changes nothing. */
	private static List<Figure> figures(BinaryOperation comparison) {
		for (Expression side : List.of(comparison.right(), comparison.left())) {
			Optional<Double> value = constant(side);
			if (value.isPresent()) {
				return (value.get() != 0) ? List.of(new Figure("threshold", side, value.get())) : List.of();
			}
		}
		return comparison.children().stream().flatMap(Mutant::factors).toList();
	}

	private static Stream<Figure> factors(Expression expression) {
		Optional<Double> value = constant(expression);
		if (value.isPresent()) {
			return Stream.of(new Figure("factor", expression, value.get()));
		}
		boolean scales = expression instanceof Parentheses || expression instanceof Sign
				|| (expression instanceof BinaryOperation operation && (operation.operator() == BinaryOperator.MULTIPLY
						|| operation.operator() == BinaryOperator.DIVIDE));
		return scales ? expression.children().stream().flatMap(Mutant::factors) : Stream.empty();
	}

	private static Optional<Double> constant(Expression expression) {
		if (expression instanceof NumberLiteral number) {
			return Optional.of(number.value());
		}
		if (expression instanceof Parentheses parentheses) {
			return constant(parentheses.expression());
		}
		if (expression instanceof Sign sign) {
			return constant(sign.expression()).map((value) -> sign.negative() ? -value : value);
		}
		if (expression instanceof BinaryOperation operation) {
			return constant(operation.left())
				.flatMap((left) -> constant(operation.right()).flatMap((right) -> switch (operation.operator()) {
					case ADD -> Optional.of(left + right);
					case SUBTRACT -> Optional.of(left - right);
					case MULTIPLY -> Optional.of(left * right);
					case DIVIDE -> Optional.of(left / right);
					case POWER -> Optional.of(Math.pow(left, right));
					default -> Optional.empty();
				}));
		}
		return Optional.empty();
	}

	private static String describe(BinaryOperation comparison) {
		return comparison.operator().symbol()
				+ constant(comparison.right()).map((value) -> " " + new NumberLiteral(value).print()).orElse("");
	}

	private static Expression flip(BinaryOperation comparison) {
		return new BinaryOperation(comparison.operator().opposite(), comparison.bool(), comparison.matching(),
				comparison.left(), comparison.right());
	}

	private static Expression widen(Expression part, Duration window) {
		if (part instanceof RangeSelector range && range.range().equals(window)) {
			return new RangeSelector(range.selector(), window.multipliedBy(TIMES));
		}
		if (part instanceof Subquery subquery && subquery.range().equals(window)) {
			return new Subquery(subquery.expression(), window.multipliedBy(TIMES), subquery.step(), subquery.shift());
		}
		return part;
	}

	private static String times(String duration) {
		return Durations.parse(duration)
			.map((length) -> Durations.print(length.multipliedBy(TIMES)))
			.orElseThrow(() -> new IllegalArgumentException("no duration: " + duration));
	}

	/** A number in a comparison. */
	private record Figure(String kind, Expression part, double value) {

		String describe() {
			return this.kind + " " + new NumberLiteral(this.value).print();
		}

		Expression times(double factor) {
			return new NumberLiteral(this.value * factor);
		}

	}

	private static final class Collector {

		private final Rule rule;

		private final Map<String, Integer> seen = new HashMap<>();

		private final List<Mutant> all = new ArrayList<>();

		Collector(Rule rule) {
			this.rule = rule;
		}

		void add(String id, Expression changed) {
			add(id, this.rule.withExpression(changed));
		}

		void add(String id, Rule changed) {
			int times = this.seen.merge(id, 1, Integer::sum);
			this.all.add(new Mutant((times == 1) ? id : id + " (" + times + ")", this.rule, changed));
		}

	}

}
