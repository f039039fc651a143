package dev.telltale.mixins.doctor;

import java.util.List;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.BinaryOperator;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.Aggregation;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.Call;
import dev.telltale.mixins.promql.Expression.Parentheses;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.VectorSelector;

/**
 * The signals of an alert: what must have data for the alert to be able to fire. They are
 * the expression without what decides, such as comparisons, {@code absent} and
 * {@code unless}.
 */
final class Signals {

	private Signals() {
	}

	/**
	 * Return the signals of an alert.
	 * @param expression the expression of the alert
	 * @return its signals, at least one; what stands first gives the alert its labels
	 */
	static List<Expression> of(Expression expression) {
		return signals(expression).distinct().toList();
	}

	private static Stream<Expression> signals(Expression expression) {
		if (expression instanceof Parentheses parentheses) {
			return signals(parentheses.expression());
		}
		if (expression instanceof BinaryOperation operation) {
			return signals(operation);
		}
		if (expression instanceof Call call && call.function().startsWith("absent")) {
			return call.arguments().stream().map(Signals::present);
		}
		if (expression instanceof Call || expression instanceof Aggregation) {
			return within(expression);
		}
		return Stream.of(expression);
	}

	private static Stream<Expression> signals(BinaryOperation operation) {
		if (operation.operator() == BinaryOperator.OR) {
			// Either will do.
			return Stream.of(operation.withChildren(List.of(decided(operation.left()), decided(operation.right()))));
		}
		if (operation.operator().isSet() || (operation.operator().isComparison() && !operation.bool())) {
			return Stream.of(operation.left(), operation.right()).filter(Signals::selects).flatMap(Signals::signals);
		}
		// Below arithmetic a comparison guards a denominator rather than decides.
		return Stream.of(operation);
	}

	// Comparisons may stand inside, such as in count(up == 0).
	private static Stream<Expression> within(Expression expression) {
		List<Expression> children = expression.children();
		List<List<Expression>> parts = children.stream()
			.map((child) -> selects(child) ? signals(child).toList() : List.of(child))
			.toList();
		Expression outer = expression.withChildren(parts.stream().map((part) -> part.get(0)).toList());
		return Stream.concat(Stream.of(outer), parts.stream().flatMap((part) -> part.stream().skip(1)));
	}

	// Where absent looks, something is there most of the time.
	private static Expression present(Expression argument) {
		return (argument instanceof RangeSelector) ? new Call("last_over_time", List.of(argument)) : argument;
	}

	private static Expression decided(Expression expression) {
		return signals(expression).findFirst().orElse(expression);
	}

	private static boolean selects(Expression expression) {
		return expression.stream(VectorSelector.class).findAny().isPresent();
	}

}
