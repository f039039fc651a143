package dev.telltale.mixins.promql;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import dev.telltale.mixins.promql.Expression.Aggregation;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.Call;
import dev.telltale.mixins.promql.Expression.NumberLiteral;
import dev.telltale.mixins.promql.Expression.Parentheses;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.Sign;
import dev.telltale.mixins.promql.Expression.StringLiteral;
import dev.telltale.mixins.promql.Expression.Subquery;
import dev.telltale.mixins.promql.Expression.VectorSelector;

/**
 * Prints expressions.
 */
final class Printer {

	// A sign binds like a product.
	private static final int SIGN = BinaryOperator.MULTIPLY.precedence();

	private static final int ATOM = Integer.MAX_VALUE;

	// Beyond, digits of a number are easier to misread than its exponent.
	private static final int MOST_DIGITS = 21;

	private Printer() {
	}

	static String print(Expression expression) {
		if (expression instanceof NumberLiteral number) {
			return number(number.value());
		}
		if (expression instanceof StringLiteral string) {
			return quote(string.value());
		}
		if (expression instanceof VectorSelector selector) {
			return series(selector) + shift(selector.shift());
		}
		if (expression instanceof RangeSelector range) {
			return series(range.selector()) + "[" + Durations.print(range.range()) + "]"
					+ shift(range.selector().shift());
		}
		if (expression instanceof Subquery subquery) {
			Duration step = subquery.step();
			return operand(subquery.expression(), isPostfixed(subquery.expression())) + "["
					+ Durations.print(subquery.range()) + ":" + ((step != null) ? Durations.print(step) : "") + "]"
					+ shift(subquery.shift());
		}
		if (expression instanceof Call call) {
			return call.function() + list(call.arguments());
		}
		if (expression instanceof Aggregation aggregation) {
			return aggregation.operator().symbol() + grouping(aggregation.grouping()) + list(aggregation.children());
		}
		if (expression instanceof BinaryOperation operation) {
			return operation(operation);
		}
		if (expression instanceof Sign sign) {
			return (sign.negative() ? "-" : "+")
					+ operand(sign.expression(), precedence(sign.expression()) > SIGN || isSigned(sign.expression()));
		}
		return "(" + print(((Parentheses) expression).expression()) + ")";
	}

	static String quote(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.codePoints().forEach((character) -> {
			switch (character) {
				case '"' -> quoted.append("\\\"");
				case '\\' -> quoted.append("\\\\");
				case '\n' -> quoted.append("\\n");
				case '\r' -> quoted.append("\\r");
				case '\t' -> quoted.append("\\t");
				default -> {
					if (Character.isISOControl(character)) {
						quoted.append("\\u%04x".formatted(character));
					}
					else {
						quoted.appendCodePoint(character);
					}
				}
			}
		});
		return quoted.append('"').toString();
	}

	private static String number(double value) {
		if (Double.isNaN(value)) {
			return "NaN";
		}
		if (Double.isInfinite(value)) {
			return (value > 0) ? "Inf" : "-Inf";
		}
		BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
		String plain = shortest.toPlainString();
		return (plain.length() <= MOST_DIGITS) ? plain : shortest.toString();
	}

	private static String operation(BinaryOperation operation) {
		BinaryOperator operator = operation.operator();
		int own = operator.precedence();
		int left = precedence(operation.left());
		int right = precedence(operation.right());
		boolean fromRight = operator.groupsFromRight();
		return operand(operation.left(), fromRight ? left > own : left >= own) + " " + operator.symbol()
				+ (operation.bool() ? " bool" : "") + matching(operation.matching()) + " "
				// Nothing can come between an operator and the sign of its right operand.
				+ operand(operation.right(), isSigned(operation.right()) || (fromRight ? right >= own : right > own));
	}

	private static String operand(Expression expression, boolean bare) {
		return bare ? print(expression) : "(" + print(expression) + ")";
	}

	private static int precedence(Expression expression) {
		if (expression instanceof BinaryOperation operation) {
			return operation.operator().precedence();
		}
		return isSigned(expression) ? SIGN : ATOM;
	}

	private static boolean isSigned(Expression expression) {
		return expression instanceof Sign || (expression instanceof NumberLiteral number && number.value() < 0);
	}

	private static boolean isPostfixed(Expression expression) {
		return precedence(expression) == ATOM;
	}

	private static String series(VectorSelector selector) {
		String metric = selector.metric();
		String name = (metric != null) ? metric : "";
		return (selector.matchers().isEmpty() && !name.isEmpty()) ? name : name
				+ selector.matchers().stream().map(LabelMatcher::toString).collect(Collectors.joining(", ", "{", "}"));
	}

	private static String shift(Shift shift) {
		Duration offset = shift.offset();
		return ((shift.at() != null) ? " @ " + shift.at() : "") + (offset.isZero() ? ""
				: " offset " + (offset.isNegative() ? "-" : "") + Durations.print(offset.abs()));
	}

	private static String grouping(Grouping grouping) {
		return grouping.equals(Grouping.NONE) ? ""
				: " " + (grouping.without() ? "without " : "by ") + labels(grouping.labels()) + " ";
	}

	private static String matching(Matching matching) {
		if (matching.equals(Matching.ALL_LABELS)) {
			return "";
		}
		String text = (matching.ignoring() ? " ignoring " : " on ") + labels(matching.labels());
		return switch (matching.group()) {
			case NONE -> text;
			case LEFT -> text + " group_left " + labels(matching.include());
			case RIGHT -> text + " group_right " + labels(matching.include());
		};
	}

	private static String labels(List<String> labels) {
		return "(" + String.join(", ", labels) + ")";
	}

	private static String list(List<Expression> expressions) {
		return expressions.stream().map(Printer::print).collect(Collectors.joining(", ", "(", ")"));
	}

}
