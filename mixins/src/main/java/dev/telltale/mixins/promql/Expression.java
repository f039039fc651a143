package dev.telltale.mixins.promql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A PromQL expression as a tree. Trees are immutable and equal if they are written alike,
 * apart from blanks, comments and notation. Each that was parsed has the right types; one
 * that was put together by hand need not.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying
 * Prometheus</a>
 */
public sealed interface Expression {

	/**
	 * Parse an expression.
	 * @param text the text, in which Grafana's variables have been
	 * {@link GrafanaVariables#replaceIn(String) replaced}
	 * @return its tree
	 * @throws PromqlException if the text is wrong: Prometheus 2.42 or 3 would refuse it
	 */
	static Expression parse(String text) {
		return new Parser(text).parse();
	}

	/**
	 * Return what this evaluates to.
	 * @return the type
	 */
	ValueType type();

	/**
	 * Return the expressions that this one is made of.
	 * @return the children, in the order of the text
	 */
	List<Expression> children();

	/**
	 * Return this expression with other children.
	 * @param children as many as there are
	 * @return the changed expression
	 */
	Expression withChildren(List<Expression> children);

	/**
	 * Return this expression as PromQL in one line, with every parenthesis it needs.
	 * @return the text
	 */
	default String print() {
		return Printer.print(this);
	}

	/**
	 * Return all expressions of this tree.
	 * @return this one, then those below in the order of the text
	 */
	default Stream<Expression> stream() {
		return Stream.concat(Stream.of(this), children().stream().flatMap(Expression::stream));
	}

	/**
	 * Return all expressions of a kind in this tree.
	 * @param kind the kind
	 * @param <T> the kind
	 * @return them in the order of the text
	 */
	default <T extends Expression> Stream<T> stream(Class<T> kind) {
		return stream().filter(kind::isInstance).map(kind::cast);
	}

	/**
	 * Rewrite this tree from its leaves to its root.
	 * @param change what becomes of each expression, whose children have been rewritten
	 * @return the changed tree
	 */
	default Expression rewrite(UnaryOperator<Expression> change) {
		List<Expression> children = children();
		List<Expression> changed = children.stream().map((child) -> child.rewrite(change)).toList();
		return change.apply(changed.equals(children) ? this : withChildren(changed));
	}

	/**
	 * Replace one expression of this tree.
	 * @param part the expression: the very object, not one like it
	 * @param replacement what comes in its place
	 * @return the changed tree
	 */
	default Expression replace(Expression part, Expression replacement) {
		if (this == part) {
			return replacement;
		}
		List<Expression> changed = new ArrayList<>();
		boolean same = true;
		for (Expression child : children()) {
			Expression after = child.replace(part, replacement);
			same &= after == child;
			changed.add(after);
		}
		return same ? this : withChildren(changed);
	}

	/**
	 * A number.
	 *
	 * @param value the number, its sign included
	 */
	record NumberLiteral(double value) implements Expression {

		@Override
		public ValueType type() {
			return ValueType.SCALAR;
		}

		@Override
		public List<Expression> children() {
			return List.of();
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return this;
		}

	}

	/**
	 * A text.
	 *
	 * @param value the text
	 */
	record StringLiteral(String value) implements Expression {

		@Override
		public ValueType type() {
			return ValueType.STRING;
		}

		@Override
		public List<Expression> children() {
			return List.of();
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return this;
		}

	}

	/**
	 * The series of a metric.
	 *
	 * @param metric the name of the metric, unless a matcher of {@code __name__} stands
	 * for it
	 * @param matchers conditions on labels
	 * @param shift when the series are looked at
	 */
	record VectorSelector(@Nullable String metric, List<LabelMatcher> matchers, Shift shift) implements Expression {

		/**
		 * Create a selector.
		 * @param metric the name of the metric, if it stands before the braces
		 * @param matchers conditions on labels
		 * @param shift when the series are looked at
		 */
		public VectorSelector {
			matchers = List.copyOf(matchers);
		}

		@Override
		public ValueType type() {
			return ValueType.INSTANT_VECTOR;
		}

		@Override
		public List<Expression> children() {
			return List.of();
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return this;
		}

	}

	/**
	 * The series of a metric over a time.
	 *
	 * @param selector the series, and when the time ends
	 * @param range the length of the time
	 */
	record RangeSelector(VectorSelector selector, Duration range) implements Expression {

		@Override
		public ValueType type() {
			return ValueType.RANGE_VECTOR;
		}

		@Override
		public List<Expression> children() {
			return List.of(this.selector);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new RangeSelector((VectorSelector) children.get(0), this.range);
		}

	}

	/**
	 * An expression, evaluated again and again over a time.
	 *
	 * @param expression the expression
	 * @param range the length of the time
	 * @param step the time between two evaluations, {@code null} for Prometheus' default
	 * @param shift when the time ends
	 */
	record Subquery(Expression expression, Duration range, @Nullable Duration step, Shift shift) implements Expression {

		@Override
		public ValueType type() {
			return ValueType.RANGE_VECTOR;
		}

		@Override
		public List<Expression> children() {
			return List.of(this.expression);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new Subquery(children.get(0), this.range, this.step, this.shift);
		}

	}

	/**
	 * A call of a function.
	 *
	 * @param function the name of the function
	 * @param arguments the arguments
	 */
	record Call(String function, List<Expression> arguments) implements Expression {

		/**
		 * Create a call.
		 * @param function the name of the function
		 * @param arguments the arguments
		 */
		public Call {
			arguments = List.copyOf(arguments);
		}

		@Override
		public ValueType type() {
			return Function.named(this.function).map(Function::result).orElse(ValueType.INSTANT_VECTOR);
		}

		@Override
		public List<Expression> children() {
			return this.arguments;
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new Call(this.function, children);
		}

	}

	/**
	 * One series made of several.
	 *
	 * @param operator what makes it
	 * @param grouping which labels are kept
	 * @param parameter what the operator needs to know, such as how many series
	 * @param expression what is aggregated
	 */
	record Aggregation(AggregationOperator operator, Grouping grouping, @Nullable Expression parameter,
			Expression expression) implements Expression {

		@Override
		public ValueType type() {
			return ValueType.INSTANT_VECTOR;
		}

		@Override
		public List<Expression> children() {
			return (this.parameter != null) ? List.of(this.parameter, this.expression) : List.of(this.expression);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			boolean both = children.size() == 2;
			return new Aggregation(this.operator, this.grouping, both ? children.get(0) : null,
					children.get(both ? 1 : 0));
		}

	}

	/**
	 * An operation with two operands.
	 *
	 * @param operator the operator
	 * @param bool whether a comparison answers 0 or 1 instead of filtering
	 * @param matching which series of the operands belong together
	 * @param left the left operand
	 * @param right the right operand
	 */
	record BinaryOperation(BinaryOperator operator, boolean bool, Matching matching, Expression left,
			Expression right) implements Expression {

		@Override
		public ValueType type() {
			return (this.left.type() == ValueType.SCALAR && this.right.type() == ValueType.SCALAR) ? ValueType.SCALAR
					: ValueType.INSTANT_VECTOR;
		}

		@Override
		public List<Expression> children() {
			return List.of(this.left, this.right);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new BinaryOperation(this.operator, this.bool, this.matching, children.get(0), children.get(1));
		}

	}

	/**
	 * A sign before an expression that is no number.
	 *
	 * @param negative whether it is a minus
	 * @param expression the expression
	 */
	record Sign(boolean negative, Expression expression) implements Expression {

		@Override
		public ValueType type() {
			return this.expression.type();
		}

		@Override
		public List<Expression> children() {
			return List.of(this.expression);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new Sign(this.negative, children.get(0));
		}

	}

	/**
	 * An expression in parentheses.
	 *
	 * @param expression the expression
	 */
	record Parentheses(Expression expression) implements Expression {

		@Override
		public ValueType type() {
			return this.expression.type();
		}

		@Override
		public List<Expression> children() {
			return List.of(this.expression);
		}

		@Override
		public Expression withChildren(List<Expression> children) {
			return new Parentheses(children.get(0));
		}

	}

}
