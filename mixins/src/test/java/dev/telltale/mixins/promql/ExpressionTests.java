package dev.telltale.mixins.promql;

import java.time.Duration;
import java.util.Map;

import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.NumberLiteral;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Expression}, its parser and printer, without Prometheus.
 */
class ExpressionTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					rate(up)             | 1:1: rate takes a range vector, not an instant vector: up
					sum by (a) (up       | 1:15: expected an operator, ',' or ')', found the end
					up{a="b" c="d"}      | 1:10: expected ',' or '}', found 'c'
					up[5]                | 1:4: expected a duration such as 5m, found '5'
					up[5m:1m:]           | 1:9: expected ']', found ':'
					sum(up)[5m]          | 1:8: a range stands after the name or the matchers of a metric only; for an expression write a subquery: [5m:]
					1 > 2                | 1:3: a comparison of scalars needs bool: > bool
					up + bool up         | 1:4: bool stands after comparisons only, not after +
					up * on (a) group_left (a) up | 1:13: the label a stands in on and in group_left
					histogram_avg(up)    | 1:1: Prometheus 2.42 and 3 do not both have a function 'histogram_avg' without a feature flag
					round(up, 1, 2)      | 1:1: round takes at most 2 arguments, not 3
					label_join(up, "a")  | 1:1: label_join takes at least 3 arguments, not 2
					topk(up)             | 1:1: topk takes 2 arguments, not 1
					rate(up[$__interval])| 1:9: unexpected character '$': replace the variable
					{a=~".*"}            | 1:1: a selector must name a metric or a label that a series has
					""")
	void saysWhereAMistakeIsAndWhatWasExpected(String text, String message) {
		assertThatExceptionOfType(PromqlException.class).isThrownBy(() -> Expression.parse(text)).withMessage(message);
	}

	@Test
	void countsLinesAndColumnsFromOne() {
		assertThatExceptionOfType(PromqlException.class).isThrownBy(() -> Expression.parse("up\n# why\n  and and up"))
			.satisfies((ex) -> assertThat(ex.line()).isEqualTo(3))
			.satisfies((ex) -> assertThat(ex.column()).isEqualTo(11));
	}

	@Test
	void printsOneLineWithoutComments() {
		assertThat(Expression.parse("""
				(
				  sum(rate(x{a='b',c=~`d\\.e`}[90s])) by (job)
				)
				# why
				> 0.050
				""").print()).isEqualTo("(sum by (job) (rate(x{a=\"b\", c=~\"d\\\\.e\"}[1m30s]))) > 0.05");
	}

	@Test
	void printsTheParenthesesThatARewrittenTreeNeeds() {
		Expression product = Expression.parse("a * b");
		Expression left = ((BinaryOperation) product).left();
		Expression right = ((BinaryOperation) product).right();
		assertThat(product.replace(left, Expression.parse("c + d")).print()).isEqualTo("(c + d) * b");
		assertThat(product.replace(right, Expression.parse("c / d")).print()).isEqualTo("a * (c / d)");
		assertThat(product.replace(right, new NumberLiteral(-2)).print()).isEqualTo("a * -2");
		Expression power = Expression.parse("a ^ b");
		assertThat(power.replace(((BinaryOperation) power).left(), new NumberLiteral(-2)).print())
			.isEqualTo("(-2) ^ b");
	}

	@Test
	void replacesThatVeryPartOnly() {
		Expression expression = Expression.parse("a > 5 unless b > 5");
		NumberLiteral second = expression.stream(NumberLiteral.class).skip(1).findFirst().orElseThrow();
		assertThat(expression.replace(second, new NumberLiteral(10)).print()).isEqualTo("a > 5 unless b > 10");
		assertThat(expression.replace(new NumberLiteral(5), second)).isSameAs(expression);
	}

	@Test
	void walksInTheOrderOfTheText() {
		assertThat(Expression.parse("sum(rate(a[5m])) / topk(3, b) > 7")
			.stream()
			.map((node) -> node.getClass().getSimpleName())).containsExactly("BinaryOperation", "BinaryOperation",
					"Aggregation", "Call", "RangeSelector", "VectorSelector", "Aggregation", "NumberLiteral",
					"VectorSelector", "NumberLiteral");
	}

	@Test
	void rewritesFromTheLeaves() {
		Expression expression = Expression.parse("sum(rate(a[5m])) / sum(rate(b[5m]))");
		assertThat(expression
			.rewrite((node) -> (node instanceof RangeSelector range)
					? new RangeSelector(range.selector(), range.range().multipliedBy(10)) : node)
			.print()).isEqualTo("sum(rate(a[50m])) / sum(rate(b[50m]))");
		assertThat(expression.rewrite((node) -> node)).isSameAs(expression);
	}

	@Test
	void knowsTypes() {
		assertThat(Expression.parse("1 + 2").type()).isEqualTo(ValueType.SCALAR);
		assertThat(Expression.parse("-(1 + x)").type()).isEqualTo(ValueType.INSTANT_VECTOR);
		assertThat(Expression.parse("x[5m:]").type()).isEqualTo(ValueType.RANGE_VECTOR);
		assertThat(Expression.parse("scalar(x)").type()).isEqualTo(ValueType.SCALAR);
		assertThat(Expression.parse("'x'").type()).isEqualTo(ValueType.STRING);
	}

	@Test
	void equalTreesAreEqualHoweverTheyAreWritten() {
		assertThat(Expression
			.parse("SUM( x{a='b',} [60s] offset 1h )by(c)".replace("SUM( x", "SUM(rate( x").replace(" )by", " ))by")))
			.isEqualTo(Expression.parse("sum by (c) (rate(x{a=\"b\"}[1m] offset 60m))"));
	}

	@ParameterizedTest
	@CsvSource({ "5m, 300000", "1h30m, 5400000", "90s, 90000", "1d, 86400000", "1w, 604800000", "1y, 31536000000",
			"1s500ms, 1500", "0s, 0" })
	void readsDurations(String text, long millis) {
		assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
	}

	@ParameterizedTest
	@CsvSource({ "''", "5", "m", "1m5h", "5x", "99999999999999999999s", "300y", "'5m '" })
	void knowsWhatIsNoDuration(String text) {
		assertThat(Durations.parse(text)).isEmpty();
	}

	@Test
	void printsDurationsInDaysAndShorter() {
		assertThat(Durations.print(Duration.ofDays(30))).isEqualTo("30d");
		assertThat(Durations.print(Duration.ofMillis(5_400_001))).isEqualTo("1h30m1ms");
		assertThat(Durations.print(Duration.ZERO)).isEqualTo("0s");
	}

	@Test
	void replacesGrafanasVariables() {
		GrafanaVariables variables = new GrafanaVariables(Map.of("job", "shop", "n", "5"));
		assertThat(variables.replaceIn(
				"topk($n, label_replace(rate(x{job=~\"$job\", a=\"${job:regex}\", b=\"[[job]]\", c=~\"y$\"}[$__rate_interval]), \"a\", \"$1\", \"b\", \"$other\"))"))
			.isEqualTo(
					"topk(5, label_replace(rate(x{job=~\"shop\", a=\"shop\", b=\"shop\", c=~\"y$\"}[5m]), \"a\", \"$1\", \"b\", \"$other\"))");
		assertThat(new GrafanaVariables(Map.of("__rate_interval", "1m")).replaceIn("[$__rate_interval]"))
			.isEqualTo("[1m]");
	}

	@Test
	void selectsByName() {
		VectorSelector selector = (VectorSelector) Expression.parse("{__name__=~\"a|b\"} offset -5m");
		assertThat(selector.metric()).isNull();
		assertThat(selector.shift().offset()).isEqualTo(Duration.ofMinutes(-5));
		assertThat(selector.matchers())
			.containsExactly(new LabelMatcher("__name__", LabelMatcher.Operator.MATCHES, "a|b"));
	}

}
