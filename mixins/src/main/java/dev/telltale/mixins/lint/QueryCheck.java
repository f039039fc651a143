package dev.telltale.mixins.lint;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.BinaryOperator;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.Aggregation;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.Call;
import dev.telltale.mixins.promql.Expression.Parentheses;
import dev.telltale.mixins.promql.Expression.Subquery;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.promql.Matching;

/**
 * The checks of expressions. The lists they come from are those of Grafana's
 * dashboard-linter, Cloudflare's pint and mixtool, as far as they need no live
 * Prometheus.
 */
enum QueryCheck {

	/** The rate of a gauge is noise: what falls counts as a restart. */
	RATE_OVER_COUNTER("rate-over-counter", (query) -> calls(query, "rate", "irate", "increase")
		.flatMap((call) -> call.stream(VectorSelector.class).filter((selector) -> !isCounter(selector)).map(Names::of))
		.map((metric) -> "%s is no counter: its rate means nothing".formatted(metric))),

	/** A counter only grows: without a rate it says since when the process runs. */
	COUNTER_WITHOUT_RATE("counter-without-rate", (query) -> {
		Set<VectorSelector> rated = Collections.newSetFromMap(new IdentityHashMap<>());
		query.expression()
			.stream(Call.class)
			.filter((call) -> Names.OVER_COUNTERS.contains(call.function()))
			.forEach((call) -> call.stream(VectorSelector.class).forEach(rated::add));
		return query.expression()
			.stream(VectorSelector.class)
			.filter((selector) -> isTotal(selector) && !rated.contains(selector))
			.map((selector) -> "%s is a counter: look at its rate".formatted(Names.of(selector)));
	}),

	/** The sum of counters falls when one restarts, and a rate takes that for growth. */
	SUM_OF_RATES("sum-of-rates",
			(query) -> calls(query, "rate", "irate", "increase")
				.filter((call) -> call.stream(Subquery.class)
					.anyMatch((subquery) -> subquery.stream(Aggregation.class).findAny().isPresent()))
				.map((call) -> "sum the rates, do not rate a sum: " + call.print())),

	/** A last look at two samples flickers, and misses what happened between. */
	NO_IRATE("no-irate",
			(query) -> calls(query, "irate", "idelta")
				.map((call) -> call.function() + " sees two samples only: use " + call.function().substring(1))),

	/** A fixed range shows gaps when zoomed in and skips samples when zoomed out. */
	RATE_INTERVAL("rate-interval",
			(query) -> (query.isPanel()
					&& query.expression()
						.stream(Call.class)
						.anyMatch((call) -> Set.of("rate", "increase").contains(call.function()))
					&& Pattern.compile("\\[(?!\\$__(?:rate_interval|range)\\b)").matcher(query.text()).find())
							? Stream.of("a rate of a panel takes [$__rate_interval]") : Stream.empty()),

	/** Equality is faster to read, and to find. */
	NEEDLESS_REGEX("needless-regex",
			(query) -> matchers(query).filter((matcher) -> matcher.operator().isRegex())
				.filter((matcher) -> !matcher.value().isEmpty() && !Names.META.matcher(matcher.value()).find()
						&& !query.isPanel())
				.map((matcher) -> "%s needs no regular expression".formatted(matcher))),

	/** Prometheus anchors regular expressions itself. */
	ANCHORED_REGEX("anchored-regex",
			(query) -> matchers(query).filter((matcher) -> matcher.operator().isRegex())
				.filter((matcher) -> matcher.value().startsWith("^") || matcher.value().endsWith("$"))
				.map((matcher) -> "%s is anchored already: leave ^ and $ out".formatted(matcher))),

	/** An alert without a condition fires as long as there are series. */
	CONDITION("condition",
			(query) -> (query.isAlert() && query.expression().stream().noneMatch(QueryCheck::isCondition))
					? Stream.of("an alert needs a condition: it fires whatever the value") : Stream.empty()),

	/** One lost scrape, or a restart of Prometheus, makes everything absent. */
	ABSENCE_WITH_PATIENCE("absence-with-patience",
			(query) -> (query.isAlert() && query.rule() != null && query.rule().patience() == null
					&& calls(query, "absent", "absent_over_time").findAny().isPresent())
							? Stream.of("absent needs a for: one lost scrape would fire it") : Stream.empty()),

	/** Euros and dollars have no sum. */
	MONEY_BY_CURRENCY("money-by-currency",
			(query) -> query.expression()
				.stream(Aggregation.class)
				.filter((aggregation) -> aggregation.stream(VectorSelector.class)
					.anyMatch((selector) -> "business_amount_total".equals(selector.metric())
							&& selector.matchers().stream().noneMatch(QueryCheck::isOneCurrency)))
				.filter((aggregation) -> !aggregation.grouping().keeps("currency"))
				.map((aggregation) -> "money is never summed over currencies: keep the label currency")),

	/** A quantile needs the boundaries of its buckets. */
	QUANTILE_BY_LE("quantile-by-le",
			(query) -> calls(query, "histogram_quantile").flatMap((call) -> call.stream(Aggregation.class))
				.filter((aggregation) -> !aggregation.grouping().keeps("le"))
				.map((aggregation) -> "histogram_quantile needs the label le: keep it in " + aggregation.print())),

	/** A text with a label that is gone says <no value>. */
	TEXTS_NAME_LABELS("texts-name-labels", (query) -> {
		return kept(query.expression())
			.map((kept) -> query.labels()
				.stream()
				.filter((label) -> !kept.contains(label))
				.map((label) -> "a text names the label %s, which the expression drops".formatted(label)))
			.orElseGet(Stream::empty);
	}),

	/** Which series come first changes with every evaluation. */
	STABLE_ALERT("stable-alert", (query) -> query.isAlert() ? query.expression()
		.stream(Aggregation.class)
		.filter((aggregation) -> Set.of("topk", "bottomk").contains(aggregation.operator().symbol()))
		.map((aggregation) -> aggregation.operator().symbol() + " makes an alert flicker: compare with a threshold")
			: Stream.empty());

	private final String id;

	private final Function<Query, Stream<String>> problems;

	QueryCheck(String id, Function<Query, Stream<String>> problems) {
		this.id = id;
		this.problems = problems;
	}

	String id() {
		return this.id;
	}

	List<Finding> check(Query query) {
		return this.problems.apply(query).distinct().map((problem) -> query.finding(this.id, problem)).toList();
	}

	private static Stream<Call> calls(Query query, String... functions) {
		return query.expression().stream(Call.class).filter((call) -> List.of(functions).contains(call.function()));
	}

	private static Stream<LabelMatcher> matchers(Query query) {
		return query.expression().stream(VectorSelector.class).flatMap((selector) -> selector.matchers().stream());
	}

	private static boolean isTotal(VectorSelector selector) {
		return Names.of(selector).endsWith("_total");
	}

	private static boolean isCounter(VectorSelector selector) {
		return Names.COUNTER.matcher(Names.of(selector)).find();
	}

	private static boolean isOneCurrency(LabelMatcher matcher) {
		return matcher.label().equals("currency") && matcher.operator() == LabelMatcher.Operator.EQUAL;
	}

	private static boolean isCondition(Expression expression) {
		return (expression instanceof BinaryOperation operation && !operation.bool()
				&& (operation.operator().isComparison() || operation.operator() == BinaryOperator.UNLESS))
				|| (expression instanceof Call call && call.function().startsWith("absent"));
	}

	/** The labels that a result surely has at most, where an aggregation says so. */
	private static Optional<Set<String>> kept(Expression expression) {
		if (expression instanceof Aggregation aggregation) {
			return aggregation.grouping().without() || aggregation.parameter() != null ? Optional.empty()
					: Optional.of(Set.copyOf(aggregation.grouping().labels()));
		}
		if (expression instanceof Parentheses parentheses) {
			return kept(parentheses.expression());
		}
		if (expression instanceof BinaryOperation operation) {
			boolean right = operation.left().type() != expression.type()
					|| operation.matching().group() == Matching.Group.RIGHT;
			boolean joined = !operation.matching().include().isEmpty() || operation.operator() == BinaryOperator.OR;
			return joined ? Optional.empty() : kept(right ? operation.right() : operation.left());
		}
		if (expression instanceof Call call && call.function().equals("histogram_quantile")) {
			return kept(call.arguments().get(1));
		}
		return Optional.empty();
	}

	/**
	 * What names tell.
	 */
	private static final class Names {

		static final Pattern COUNTER = Pattern.compile("(?:_total|_count|_sum|_bucket)$|^$");

		static final Pattern META = Pattern.compile("[.*+?()\\[\\]{}|^$\\\\]");

		static final Set<String> OVER_COUNTERS = Set.of("rate", "irate", "increase", "resets", "changes", "absent",
				"absent_over_time", "present_over_time", "count_over_time", "last_over_time");

		private Names() {
		}

		/** The metric, empty where a matcher stands for several. */
		static String of(VectorSelector selector) {
			return (selector.metric() != null) ? selector.metric()
					: selector.matchers()
						.stream()
						.filter((matcher) -> matcher.label().equals("__name__")
								&& matcher.operator() == LabelMatcher.Operator.EQUAL)
						.map(LabelMatcher::value)
						.findFirst()
						.orElse("");
		}

	}

}
