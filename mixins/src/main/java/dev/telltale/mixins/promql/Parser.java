package dev.telltale.mixins.promql;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
import dev.telltale.mixins.promql.Matching.Group;
import org.jspecify.annotations.Nullable;

/**
 * Parses PromQL by recursive descent, and operators by their precedence. What it refuses,
 * and how tightly a sign binds, follows the grammar in Prometheus' sources
 * (promql/parser/generated_parser.y).
 */
final class Parser {

	private static final String METRIC_NAME = "__name__";

	// Unlike the other keywords these cannot name a metric.
	private static final Set<String> RESERVED = Set.of("atan2", "bool", "group_left", "group_right", "ignoring", "on");

	private static final Set<String> NO_FUNCTION = Set.of("and", "by", "end", "offset", "or", "start", "unless",
			"without");

	// In braces these are labels like any other.
	private static final Set<String> NO_LABEL = Set.of("inf", "nan", "without");

	private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private final String text;

	private final List<Token> tokens;

	private int position;

	Parser(String text) {
		this.text = text;
		this.tokens = new Lexer(text).tokens();
	}

	Expression parse() {
		Expression expression = operation(0);
		if (peek().kind() != Token.Kind.END) {
			throw expected("an operator or the end");
		}
		return expression;
	}

	private Expression operation(int weakest) {
		Expression left = signed();
		while (true) {
			Token token = peek();
			Optional<BinaryOperator> operator = operator(token);
			if (operator.isEmpty() || operator.get().precedence() < weakest) {
				return left;
			}
			this.position++;
			left = operation(left, operator.get(), token);
		}
	}

	private static Optional<BinaryOperator> operator(Token token) {
		return switch (token.kind()) {
			case SYMBOL, WORD -> BinaryOperator.of(token.text());
			default -> Optional.empty();
		};
	}

	private Expression operation(Expression left, BinaryOperator operator, Token token) {
		boolean bool = takeWord("bool");
		if (bool && !operator.isComparison()) {
			throw error(token, "bool stands after comparisons only, not after " + operator.symbol());
		}
		Matching matching = matching(operator);
		Expression right = operation(operator.precedence() + (operator.groupsFromRight() ? 0 : 1));
		for (Expression operand : List.of(left, right)) {
			if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.INSTANT_VECTOR) {
				throw error(token, "%s takes scalars and instant vectors, not %s".formatted(operator.symbol(),
						operand.type().description()));
			}
		}
		boolean vectors = left.type() == ValueType.INSTANT_VECTOR && right.type() == ValueType.INSTANT_VECTOR;
		if (operator.isSet() && !vectors) {
			throw error(token, operator.symbol() + " takes instant vectors, not a scalar");
		}
		if (!vectors && !matching.labels().isEmpty()) {
			throw error(token, "on and ignoring stand between instant vectors only");
		}
		BinaryOperation operation = new BinaryOperation(operator, bool, vectors ? matching : Matching.ALL_LABELS, left,
				right);
		if (operator.isComparison() && !bool && operation.type() == ValueType.SCALAR) {
			throw error(token, "a comparison of scalars needs bool: %s bool".formatted(operator.symbol()));
		}
		return operation;
	}

	private Matching matching(BinaryOperator operator) {
		boolean ignoring = takeWord("ignoring");
		if (!ignoring && !takeWord("on")) {
			return Matching.ALL_LABELS;
		}
		List<String> labels = labels();
		Token token = peek();
		Group group = takeWord("group_left") ? Group.LEFT : takeWord("group_right") ? Group.RIGHT : Group.NONE;
		if (group == Group.NONE) {
			return new Matching(ignoring, labels, group, List.of());
		}
		if (operator.isSet()) {
			throw error(token, operator.symbol() + " matches many with many: it takes no " + token.text());
		}
		List<String> include = peek().isSymbol("(") ? labels() : List.of();
		if (!ignoring) {
			include.stream().filter(labels::contains).findFirst().ifPresent((label) -> {
				throw error(token, "the label %s stands in on and in %s".formatted(label, token.text()));
			});
		}
		return new Matching(ignoring, labels, group, include);
	}

	private Expression signed() {
		Token token = peek();
		boolean negative = token.isSymbol("-");
		if (!negative && !token.isSymbol("+")) {
			return postfixed();
		}
		this.position++;
		// A sign binds like a product: only a power comes before it.
		Expression operand = operation(BinaryOperator.POWER.precedence());
		if (operand instanceof NumberLiteral number) {
			return negative ? new NumberLiteral(-number.value()) : number;
		}
		if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.INSTANT_VECTOR) {
			throw error(token,
					"a sign stands before scalars and instant vectors, not before " + operand.type().description());
		}
		return new Sign(negative, operand);
	}

	private Expression postfixed() {
		Expression expression = primary();
		while (true) {
			Token token = peek();
			if (token.isSymbol("[")) {
				expression = range(expression);
			}
			else if (token.isWord("offset")) {
				expression = offset(expression);
			}
			else if (token.isSymbol("@")) {
				expression = at(expression);
			}
			else {
				return expression;
			}
		}
	}

	private Expression range(Expression expression) {
		Token bracket = next();
		Duration range = duration("a duration such as 5m");
		if (takeSymbol(":")) {
			Duration step = peek().isSymbol("]") ? null : duration("a step such as 1m, or ']'");
			takeSymbol("]", "']'");
			if (expression.type() != ValueType.INSTANT_VECTOR) {
				throw error(bracket,
						"a subquery is over an instant vector, not over " + expression.type().description());
			}
			return new Subquery(expression, range, step, Shift.NONE);
		}
		takeSymbol("]", "']' or ':'");
		if (!(expression instanceof VectorSelector selector)) {
			throw error(bracket, "a range stands after the name or the matchers of a metric only; "
					+ "for an expression write a subquery: [" + Durations.print(range) + ":]");
		}
		if (!selector.shift().equals(Shift.NONE)) {
			throw error(bracket, "a range comes before offset and @");
		}
		return new RangeSelector(selector, range);
	}

	private Expression offset(Expression expression) {
		Token token = next();
		boolean forward = takeSymbol("-");
		Duration offset = duration("a duration such as 5m");
		Shift before = shift(expression, token);
		if (!before.offset().isZero()) {
			throw error(token, "the offset is set twice");
		}
		return withShift(expression, new Shift(forward ? offset.negated() : offset, before.at()));
	}

	private Expression at(Expression expression) {
		Token token = next();
		Token time = next();
		String at;
		if (time.isWord("start") || time.isWord("end")) {
			takeSymbol("(", "'('");
			takeSymbol(")", "')'");
			at = time.text().toLowerCase(Locale.ROOT) + "()";
		}
		else {
			boolean signed = time.isSymbol("-") || time.isSymbol("+");
			Token number = signed ? next() : time;
			if (number.kind() != Token.Kind.NUMBER) {
				throw error(number, "expected a timestamp, start() or end(), found " + number.description());
			}
			at = new NumberLiteral(number(number) * (time.isSymbol("-") ? -1 : 1)).print();
		}
		Shift before = shift(expression, token);
		if (before.at() != null) {
			throw error(token, "@ is set twice");
		}
		return withShift(expression, new Shift(before.offset(), at));
	}

	private Shift shift(Expression expression, Token token) {
		if (expression instanceof VectorSelector selector) {
			return selector.shift();
		}
		if (expression instanceof RangeSelector range) {
			return range.selector().shift();
		}
		if (expression instanceof Subquery subquery) {
			return subquery.shift();
		}
		throw error(token, token.text() + " stands after a metric, a range or a subquery only");
	}

	private static Expression withShift(Expression expression, Shift shift) {
		if (expression instanceof VectorSelector selector) {
			return new VectorSelector(selector.metric(), selector.matchers(), shift);
		}
		if (expression instanceof RangeSelector range) {
			return new RangeSelector((VectorSelector) withShift(range.selector(), shift), range.range());
		}
		Subquery subquery = (Subquery) expression;
		return new Subquery(subquery.expression(), subquery.range(), subquery.step(), shift);
	}

	private Expression primary() {
		Token token = peek();
		switch (token.kind()) {
			case NUMBER -> {
				this.position++;
				return new NumberLiteral(number(token));
			}
			case STRING -> {
				this.position++;
				return new StringLiteral(token.text());
			}
			case WORD -> {
				return word(token);
			}
			default -> {
				if (takeSymbol("(")) {
					Expression expression = operation(0);
					takeSymbol(")", "an operator or ')'");
					return new Parentheses(expression);
				}
				if (token.isSymbol("{")) {
					return selector(null, token);
				}
				throw expected("an expression");
			}
		}
	}

	private Expression word(Token token) {
		String keyword = token.text().toLowerCase(Locale.ROOT);
		if (RESERVED.contains(keyword)) {
			throw expected("an expression");
		}
		this.position++;
		if (keyword.equals("inf") || keyword.equals("nan")) {
			return new NumberLiteral(keyword.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
		}
		Optional<AggregationOperator> aggregation = AggregationOperator.of(keyword);
		if (aggregation.isPresent() && (peek().isSymbol("(") || peek().isWord("by") || peek().isWord("without"))) {
			return aggregation(aggregation.get(), token);
		}
		if (peek().isSymbol("(")) {
			if (NO_FUNCTION.contains(keyword)) {
				throw error(token, "expected an expression, found the keyword '" + token.text() + "'");
			}
			return call(token);
		}
		return selector(token.text(), token);
	}

	private Expression aggregation(AggregationOperator operator, Token token) {
		Grouping before = grouping();
		List<Expression> arguments = arguments();
		Grouping grouping = (before != null) ? before : grouping();
		ValueType parameter = operator.parameter();
		int expected = (parameter != null) ? 2 : 1;
		if (arguments.size() != expected) {
			throw error(token, "%s takes %s, not %s".formatted(operator.symbol(), count(expected), arguments.size()));
		}
		Expression expression = arguments.get(expected - 1);
		if (parameter != null) {
			check(token, operator.symbol(), arguments.get(0), parameter);
		}
		check(token, operator.symbol(), expression, ValueType.INSTANT_VECTOR);
		return new Aggregation(operator, (grouping != null) ? grouping : Grouping.NONE,
				(parameter != null) ? arguments.get(0) : null, expression);
	}

	private @Nullable Grouping grouping() {
		boolean without = takeWord("without");
		return (without || takeWord("by")) ? new Grouping(without, labels()) : null;
	}

	private Expression call(Token token) {
		Function function = Function.named(token.text())
			.orElseThrow(() -> error(token,
					"Prometheus 2.42 and 3 do not both have a function '" + token.text() + "' without a feature flag"));
		List<Expression> arguments = arguments();
		if (!function.accepts(arguments.size())) {
			throw error(token, "%s takes %s%s, not %d".formatted(function.name(),
					(function.optional() > 0) ? "at " + (function.variadic() ? "least " : "most ") : "",
					count(function.variadic() ? function.required() : function.parameters().size()), arguments.size()));
		}
		for (int index = 0; index < arguments.size(); index++) {
			check(token, function.name(), arguments.get(index), function.parameter(index));
		}
		return new Call(function.name(), arguments);
	}

	private void check(Token token, String name, Expression argument, ValueType expected) {
		if (argument.type() != expected) {
			throw error(token, "%s takes %s, not %s: %s".formatted(name, expected.description(),
					argument.type().description(), argument.print()));
		}
	}

	private static String count(int arguments) {
		return arguments + ((arguments == 1) ? " argument" : " arguments");
	}

	private List<Expression> arguments() {
		takeSymbol("(", "'('");
		List<Expression> arguments = new ArrayList<>();
		if (takeSymbol(")")) {
			return arguments;
		}
		do {
			arguments.add(operation(0));
		}
		while (takeSymbol(","));
		takeSymbol(")", "an operator, ',' or ')'");
		return arguments;
	}

	private Expression selector(@Nullable String metric, Token token) {
		List<LabelMatcher> matchers = new ArrayList<>();
		if (takeSymbol("{")) {
			while (!peek().isSymbol("}")) {
				matchers.add(matcher());
				if (!takeSymbol(",")) {
					break;
				}
			}
			takeSymbol("}", "',' or '}'");
		}
		if (metric == null && matchers.stream().allMatch(LabelMatcher::acceptsAbsence)) {
			throw error(token, "a selector must name a metric or a label that a series has");
		}
		if (metric != null && matchers.stream().anyMatch((matcher) -> matcher.label().equals(METRIC_NAME))) {
			throw error(token, "the metric is named before the braces and within");
		}
		return new VectorSelector(metric, matchers, Shift.NONE);
	}

	private LabelMatcher matcher() {
		Token label = next();
		if (label.kind() != Token.Kind.WORD) {
			throw error(label, "expected a label or '}', found " + label.description());
		}
		Token symbol = next();
		LabelMatcher.Operator operator = (symbol.kind() == Token.Kind.SYMBOL)
				? LabelMatcher.Operator.of(symbol.text()).orElse(null) : null;
		if (operator == null) {
			throw error(symbol, "expected =, !=, =~ or !~, found " + symbol.description());
		}
		Token value = next();
		if (value.kind() != Token.Kind.STRING) {
			throw error(value, "expected a string, found " + value.description());
		}
		return new LabelMatcher(label.text(), operator, value.text());
	}

	private List<String> labels() {
		takeSymbol("(", "'('");
		List<String> labels = new ArrayList<>();
		while (!peek().isSymbol(")")) {
			Token label = next();
			if (label.kind() != Token.Kind.WORD || !LABEL.matcher(label.text()).matches()
					|| NO_LABEL.contains(label.text().toLowerCase(Locale.ROOT))) {
				throw error(label, "expected a label or ')', found " + label.description());
			}
			labels.add(label.text());
			if (!takeSymbol(",")) {
				break;
			}
		}
		takeSymbol(")", "',' or ')'");
		return labels;
	}

	private double number(Token token) {
		String digits = token.text();
		if (digits.startsWith("0x") || digits.startsWith("0X")) {
			return new BigInteger(digits.substring(2), 16).doubleValue();
		}
		// As in Go, a leading zero makes an octal number, where there can be one.
		return digits.matches("0[0-7]+") ? new BigInteger(digits, 8).doubleValue() : Double.parseDouble(digits);
	}

	private Duration duration(String expected) {
		Token token = next();
		if (token.kind() != Token.Kind.DURATION) {
			throw error(token, "expected " + expected + ", found " + token.description());
		}
		Duration duration = Durations.parse(token.text())
			.orElseThrow(() -> error(token, "no duration: '" + token.text() + "' (write it like 90s, 5m or 1h30m)"));
		if (duration.isZero()) {
			throw error(token, "a duration must be longer than nothing");
		}
		return duration;
	}

	private Token peek() {
		return this.tokens.get(this.position);
	}

	private Token next() {
		Token token = peek();
		if (token.kind() != Token.Kind.END) {
			this.position++;
		}
		return token;
	}

	private boolean takeSymbol(String symbol) {
		return take(peek().isSymbol(symbol));
	}

	private void takeSymbol(String symbol, String expected) {
		if (!takeSymbol(symbol)) {
			throw expected(expected);
		}
	}

	private boolean takeWord(String keyword) {
		return take(peek().isWord(keyword));
	}

	private boolean take(boolean found) {
		this.position += found ? 1 : 0;
		return found;
	}

	private PromqlException expected(String what) {
		return error(peek(), "expected " + what + ", found " + peek().description());
	}

	private PromqlException error(Token token, String problem) {
		return new PromqlException(this.text, token.offset(), problem);
	}

}
