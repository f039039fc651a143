package dev.telltale.mixins.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.AggregationOperator;
import dev.telltale.mixins.promql.BinaryOperator;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.Aggregation;
import dev.telltale.mixins.promql.Expression.BinaryOperation;
import dev.telltale.mixins.promql.Expression.Call;
import dev.telltale.mixins.promql.Expression.NumberLiteral;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.StringLiteral;
import dev.telltale.mixins.promql.Expression.Subquery;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.GrafanaVariables;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.promql.PromqlException;
import dev.telltale.mixins.promql.Shift;
import dev.telltale.tools.prometheus.Sample;

/**
 * Says whether an expression returns data and, if not, why. It looks for the smallest
 * part that is empty although everything it is made of is not: that part is the cause.
 * <p>
 * What it says follows from the answers alone. An alert is asked for its signal, which is
 * its expression without the comparisons: a healthy system fires nothing. Not safe for
 * use by several threads unless the answers are.
 */
public final class Doctor {

	// What Prometheus looks back for the latest sample.
	private static final Duration LOOKBACK = Duration.ofMinutes(5);

	private static final int MOST_OTHERS = 4;

	private final Answers answers;

	private final Catalogue catalogue;

	private final Surroundings surroundings;

	private final Map<String, String> recordings;

	private final Map<Choice, GrafanaVariables> variables = new ConcurrentHashMap<>();

	/**
	 * Create a doctor.
	 * @param answers what Prometheus answers
	 * @param catalogue what services export
	 * @param inventory what is asked; its recordings explain why a recorded series is
	 * missing
	 * @param surroundings what is known about the system
	 */
	public Doctor(Answers answers, Catalogue catalogue, Inventory inventory, Surroundings surroundings) {
		this.answers = answers;
		this.catalogue = catalogue;
		this.surroundings = surroundings;
		this.recordings = inventory.questions()
			.stream()
			.filter((question) -> question.kind() == Question.Kind.RECORDING)
			.collect(Collectors.toMap(Question::place, Question::text, (first, second) -> first + " or " + second));
	}

	/**
	 * Return what there is to say about a question in PromQL.
	 * @param question the question
	 * @return the diagnosis
	 * @throws IllegalArgumentException if the question is not for Prometheus
	 */
	public Diagnosis diagnose(Question question) {
		Diagnosis diagnosis = diagnose(question, variables(question.variables(), Map.of()));
		if (diagnosis.hasData()) {
			return diagnosis;
		}
		// What one service lacks, another may have.
		for (GrafanaVariables other : others(question.variables())) {
			Diagnosis another = diagnose(question, other);
			if (another.finding().compareTo(diagnosis.finding()) < 0) {
				diagnosis = another;
			}
		}
		return diagnosis;
	}

	private Diagnosis diagnose(Question question, GrafanaVariables variables) {
		String text = variables.replaceIn(question.text());
		try {
			return switch (question.kind()) {
				case PANEL, ANNOTATION, RECORDING -> expression(Expression.parse(text), question.labels());
				case ALERT -> alert(Expression.parse(text), question.labels());
				case VARIABLE -> variable(text);
				case LOGS, TRACES -> throw new IllegalArgumentException(question.kind() + " are not for Prometheus");
			};
		}
		catch (PromqlException ex) {
			return new Diagnosis(Finding.UNREADABLE, null, ex.getMessage() + ".", "Write it as PromQL.");
		}
	}

	/**
	 * Return what there is to say about the selectors of a question, each by itself: an
	 * expression may return data although one of its metrics, or a value that it selects,
	 * is not there.
	 * @param question the question
	 * @return a diagnosis of each selector with a metric, a label or a value that is
	 * missing
	 */
	public List<Diagnosis> diagnoseSelectors(Question question) {
		List<Diagnosis> diagnoses = byThemselves(question, variables(question.variables(), Map.of()));
		// What one service lacks, another may have.
		for (GrafanaVariables other : others(question.variables())) {
			if (diagnoses.stream().allMatch(Diagnosis::hasData)) {
				break;
			}
			List<Diagnosis> another = byThemselves(question, other);
			for (int i = 0; i < diagnoses.size(); i++) {
				if (another.get(i).hasData()) {
					diagnoses.set(i, another.get(i));
				}
			}
		}
		return diagnoses.stream().filter((diagnosis) -> !diagnosis.hasData()).distinct().toList();
	}

	// One of each selector, in their order.
	private List<Diagnosis> byThemselves(Question question, GrafanaVariables variables) {
		String text = variables.replaceIn(question.text());
		String promql = (question.kind() == Question.Kind.VARIABLE)
				? Variable.labelValues(text).map(Variable.LabelValues::selector).orElse(text) : text;
		return promql.isEmpty() ? List.of()
				: new ArrayList<>(selectors(Expression.parse(promql)).map(this::byItself).toList());
	}

	private Diagnosis byItself(RangeSelector range) {
		VectorSelector named = named(range.selector());
		String metric = metric(named);
		if (!exists(named, range.range())) {
			return missing(named, metric, range.range());
		}
		for (LabelMatcher matcher : range.selector().matchers()) {
			if (named.matchers().contains(matcher)) {
				continue;
			}
			// Also of what is excluded the label must be known, or nothing is.
			boolean isKnown = !values(named, matcher.label(), range.range()).isEmpty();
			boolean mayBeAbsent = this.surroundings.isOptional(matcher.label());
			if (isKnown ? !exists(with(named, matcher), range.range()) : !mayBeAbsent) {
				return mismatch(named, matcher, metric, range.range());
			}
		}
		return Diagnosis.DATA;
	}

	private GrafanaVariables variables(List<Variable> variables, Map<String, String> chosen) {
		return this.variables.computeIfAbsent(new Choice(variables, chosen), (choice) -> {
			Map<String, String> values = new HashMap<>(this.surroundings.grafanaVariables());
			for (Variable variable : variables) {
				String value = chosen.get(variable.name());
				values.putIfAbsent(variable.name(),
						(value != null) ? value : variable.value(this.answers, new GrafanaVariables(values)));
			}
			return new GrafanaVariables(values);
		});
	}

	// Where a dashboard shows one thing at a time, such as a service: the others.
	private List<GrafanaVariables> others(List<Variable> variables) {
		Map<String, String> before = new HashMap<>(this.surroundings.grafanaVariables());
		for (Variable variable : variables) {
			if (before.containsKey(variable.name())) {
				continue;
			}
			List<String> choices = variable.choices(this.answers, new GrafanaVariables(before));
			if (choices.size() > 1) {
				return choices.stream()
					.skip(1)
					.limit(MOST_OTHERS)
					.map((value) -> variables(variables, Map.of(variable.name(), value)))
					.toList();
			}
			before.put(variable.name(), variable.value(this.answers, new GrafanaVariables(before)));
		}
		return List.of();
	}

	private Diagnosis expression(Expression expression, Set<String> shown) {
		Diagnosis data = data(expression);
		if (!data.hasData()) {
			return data;
		}
		return labels(expression, shown);
	}

	private Diagnosis alert(Expression expression, Set<String> shown) {
		for (Expression signal : Signals.of(expression)) {
			Diagnosis diagnosis = expression(signal, Set.of());
			if (!diagnosis.hasData()) {
				return diagnosis;
			}
		}
		// The text shows what the first signal has.
		return expression(Signals.of(expression).get(0), shown);
	}

	private Diagnosis variable(String query) {
		Optional<Variable.LabelValues> call = Variable.labelValues(query);
		if (call.isEmpty()) {
			return expression(Expression.parse(query), Set.of());
		}
		String selector = call.get().selector();
		if (selector.isEmpty()) {
			return Diagnosis.DATA;
		}
		return expression(Expression.parse(selector), Set.of(call.get().label()));
	}

	private Diagnosis data(Expression expression) {
		List<Sample> samples = this.answers.ask(expression.print());
		if (samples.stream().anyMatch((sample) -> !Double.isNaN(sample.value()))) {
			return Diagnosis.DATA;
		}
		if (!samples.isEmpty()) {
			return new Diagnosis(Finding.NO_TRAFFIC_YET, metric(expression),
					"It is not a number: nothing was observed in its window.", "");
		}
		return explain(expression);
	}

	// The expression yields nothing at all.
	private Diagnosis explain(Expression expression) {
		if (expression instanceof VectorSelector selector) {
			return selector(selector, LOOKBACK);
		}
		if (expression instanceof BinaryOperation operation) {
			return explain(operation);
		}
		if (expression instanceof Subquery subquery) {
			Diagnosis inner = data(subquery.expression());
			return inner.hasData() ? tooShort(subquery) : inner;
		}
		if (expression instanceof Call call && call.function().startsWith("absent")) {
			return Diagnosis.DATA;
		}
		for (Expression child : expression.children()) {
			if (child instanceof RangeSelector range) {
				if (!exists(range.selector(), range.range())) {
					return selector(range.selector(), range.range());
				}
				return tooShort(range.range(), range.selector().metric());
			}
			Diagnosis diagnosis = (child instanceof StringLiteral || child instanceof Subquery) ? nested(child)
					: data(child);
			if (!diagnosis.hasData()) {
				return diagnosis;
			}
		}
		return new Diagnosis(Finding.NO_TRAFFIC_YET, metric(expression),
				"%s has no value now.".formatted(expression.print()), "");
	}

	private Diagnosis nested(Expression child) {
		return (child instanceof Subquery) ? explain(child) : Diagnosis.DATA;
	}

	private Diagnosis explain(BinaryOperation operation) {
		BinaryOperator operator = operation.operator();
		Diagnosis left = data(operation.left());
		if (!left.hasData()) {
			return left;
		}
		if (operator == BinaryOperator.UNLESS) {
			return new Diagnosis(Finding.NO_TRAFFIC_YET, metric(operation),
					"Every series is excluded by what stands after unless.", "");
		}
		Diagnosis right = data(operation.right());
		if (!right.hasData()) {
			return right;
		}
		if (operator.isComparison()) {
			return new Diagnosis(Finding.NO_TRAFFIC_YET, metric(operation), "No value of %s is %s %s now."
				.formatted(operation.left().print(), operator.symbol(), operation.right().print()), "");
		}
		Expression unfiltered = operation.rewrite(Doctor::withoutThreshold);
		if (!unfiltered.equals(operation) && !this.answers.ask(unfiltered.print()).isEmpty()) {
			return new Diagnosis(Finding.NO_TRAFFIC_YET, metric(operation),
					"Of the series that belong together on the two sides of %s, one is filtered out now."
						.formatted(operator.symbol()),
					"");
		}
		return new Diagnosis(Finding.LABEL_MISMATCH, metric(operation),
				"No series of the two sides of %s belong together: %s, and %s.".formatted(operator.symbol(),
						labelsOf(operation.left()), labelsOf(operation.right())),
				"Join them on labels that both have.");
	}

	private static Expression withoutThreshold(Expression part) {
		return (part instanceof BinaryOperation operation && operation.operator().isComparison()
				&& operation.right() instanceof NumberLiteral) ? operation.left() : part;
	}

	// It has data now, but at none of the times that the subquery looks at.
	private static Diagnosis tooShort(Subquery subquery) {
		Duration step = subquery.step();
		if (step == null || subquery.range().compareTo(step.multipliedBy(2)) < 0) {
			return tooShort(subquery.range(), metric(subquery));
		}
		return new Diagnosis(Finding.HISTORY_TOO_SHORT, metric(subquery),
				"It looks at %s every %d s, and at none of these times was there any yet.".formatted(metric(subquery),
						step.toSeconds()),
				"");
	}

	private static Diagnosis tooShort(Duration window, String metric) {
		return new Diagnosis(Finding.WINDOW_UNDER_TWO_SCRAPES, metric,
				"The window of %d s holds fewer than two samples of %s.".formatted(window.toSeconds(), metric),
				"Make the window at least four times the scrape interval, or wait for the second scrape.");
	}

	private Diagnosis selector(VectorSelector selector, Duration window) {
		String metric = metric(selector);
		VectorSelector named = named(selector);
		if (!exists(named, window)) {
			return missing(named, metric, window);
		}
		for (LabelMatcher matcher : selector.matchers()) {
			if (!exists(with(named, matcher), window)) {
				return mismatch(named, matcher, metric, window);
			}
		}
		return new Diagnosis(metricCountsEvents(metric) ? Finding.NO_TRAFFIC_YET : Finding.LABEL_MISMATCH, metric,
				"No series of %s has all of %s at once.".formatted(metric, selector.matchers()), "");
	}

	// By the name of the metric alone.
	private static VectorSelector named(VectorSelector selector) {
		return new VectorSelector(selector.metric(),
				selector.matchers().stream().filter((matcher) -> matcher.label().equals("__name__")).toList(),
				selector.shift());
	}

	private static VectorSelector with(VectorSelector selector, LabelMatcher matcher) {
		return new VectorSelector(selector.metric(),
				Stream.concat(selector.matchers().stream(), Stream.of(matcher)).distinct().toList(), selector.shift());
	}

	private Diagnosis missing(VectorSelector named, String metric, Duration window) {
		if (!named.shift().equals(Shift.NONE)
				&& exists(new VectorSelector(named.metric(), named.matchers(), Shift.NONE), window)) {
			return new Diagnosis(Finding.HISTORY_TOO_SHORT, metric,
					"There is no %s of %s ago yet.".formatted(metric, days(named.shift().offset())), "");
		}
		String recording = this.recordings.get(metric);
		if (recording != null) {
			return recorded(metric, recording);
		}
		if (metric.endsWith("_bucket")) {
			String count = metric.substring(0, metric.length() - "_bucket".length()) + "_count";
			if (exists(new VectorSelector(count, List.of(), named.shift()), window)) {
				return new Diagnosis(Finding.BUCKET_MISSING, metric, "%s is there, %s is not.".formatted(count, metric),
						"Let the service publish its histogram: management.metrics.distribution.percentiles-histogram, or .slo.");
			}
		}
		Optional<String> system = this.surroundings.exporterOf(metric);
		if (system.isPresent()) {
			return new Diagnosis(Finding.NOT_ON_THIS_SYSTEM, metric,
					"%s comes from %s.".formatted(metric, system.get()), "Scrape it, if it runs here.");
		}
		return this.catalogue.metric(metric).map((entry) -> {
			if (entry.condition() == null) {
				return new Diagnosis(Finding.METRIC_MISSING, metric,
						"Every service with the starter exports %s, but none is there.".formatted(metric),
						"See whether the service is scraped, and which version of the starter it has.");
			}
			return new Diagnosis(entry.awaitsEvent() ? Finding.NO_TRAFFIC_YET : Finding.FEATURE_OFF, metric,
					"%s is there once %s.".formatted(metric, entry.condition()), "");
		})
			.orElseGet(() -> new Diagnosis(Finding.METRIC_MISSING, metric, "There is no %s.".formatted(metric),
					"See whether it was renamed, and whether what exports it is scraped."));
	}

	private Diagnosis recorded(String record, String expression) {
		Diagnosis source = data(Expression.parse(expression));
		if (source.hasData()) {
			return new Diagnosis(Finding.METRIC_MISSING, record, "Nothing records %s.".formatted(record),
					"Load the rules into this Prometheus, or wait for their first evaluation.");
		}
		return new Diagnosis(source.finding(), source.metric(),
				"%s is recorded from nothing: %s".formatted(record, source.reason()), source.remedy());
	}

	private Diagnosis mismatch(VectorSelector named, LabelMatcher matcher, String metric, Duration window) {
		Set<String> values = values(named, matcher.label(), window);
		if (values.isEmpty()) {
			return new Diagnosis(Finding.LABEL_MISMATCH, metric, "No series of %s has the label %s; it has %s."
				.formatted(metric, matcher.label(), labelsOf(last(named, window))), "Select by a label that it has.");
		}
		if (metricCountsEvents(metric)) {
			return new Diagnosis(Finding.NO_TRAFFIC_YET, metric,
					"%s has no series with %s yet; %s is %s.".formatted(metric, matcher, matcher.label(), few(values)),
					"");
		}
		return new Diagnosis(Finding.LABEL_MISMATCH, metric,
				"No series of %s has %s; %s is %s.".formatted(metric, matcher, matcher.label(), few(values)),
				"Select a value that it has.");
	}

	// The labels that an expression groups by, and those that are shown of its result. A
	// label may belong to one of
	// several metrics alone, and what has no history yet says nothing about labels.
	private Diagnosis labels(Expression expression, Set<String> shown) {
		List<RangeSelector> selectors = selectors(expression).filter((range) -> exists(range.selector(), range.range()))
			.toList();
		Set<String> made = made(expression);
		Optional<String> absent = expression.stream(Aggregation.class)
			.filter((aggregation) -> !aggregation.grouping().without())
			.flatMap((aggregation) -> aggregation.grouping().labels().stream())
			.filter((label) -> !this.surroundings.isOptional(label) && !made.contains(label))
			.filter((label) -> !selectors.isEmpty()
					&& selectors.stream().allMatch((range) -> values(range.selector(), label, range.range()).isEmpty()))
			.findFirst();
		if (absent.isPresent()) {
			return notThere(absent.get(), expression, "It groups by");
		}
		List<Sample> samples = this.answers.ask(expression.print());
		for (String label : shown) {
			if (!this.surroundings.isOptional(label)
					&& samples.stream().noneMatch((sample) -> sample.labels().containsKey(label))) {
				return notThere(label, expression, "It shows");
			}
		}
		return Diagnosis.DATA;
	}

	private Diagnosis notThere(String label, Expression expression, String what) {
		return new Diagnosis(Finding.LABEL_MISMATCH, metric(expression),
				"%s %s, which no series has.".formatted(what, label), "Name a label that the metric has.");
	}

	// Labels that functions make rather than series have.
	private static Set<String> made(Expression expression) {
		Set<String> made = new TreeSet<>();
		expression.stream(Call.class)
			.filter((call) -> call.function().startsWith("label_"))
			.forEach((call) -> made.add(((StringLiteral) call.arguments().get(1)).value()));
		expression.stream(Aggregation.class)
			.filter((aggregation) -> aggregation.operator() == AggregationOperator.COUNT_VALUES)
			.forEach((aggregation) -> made.add(((StringLiteral) aggregation.children().get(0)).value()));
		return made;
	}

	private static Stream<RangeSelector> selectors(Expression expression) {
		List<RangeSelector> ranges = new ArrayList<>(expression.stream(RangeSelector.class).toList());
		Set<VectorSelector> within = ranges.stream().map(RangeSelector::selector).collect(Collectors.toSet());
		expression.stream(VectorSelector.class)
			.filter((selector) -> !within.contains(selector))
			.forEach((selector) -> ranges.add(new RangeSelector(selector, LOOKBACK)));
		return ranges.stream();
	}

	private boolean exists(VectorSelector selector, Duration window) {
		return !this.answers.ask("count(%s)".formatted(last(selector, window).print())).isEmpty();
	}

	private Set<String> values(VectorSelector selector, String label, Duration window) {
		// Of a metric's name no group can be made.
		if (label.equals("__name__")) {
			return exists(selector, window) ? Set.of(metric(selector)) : Set.of();
		}
		return this.answers.ask("count by (%s) (%s)".formatted(label, last(selector, window).print()))
			.stream()
			.map((sample) -> sample.labels().getOrDefault(label, ""))
			.filter((value) -> !value.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Expression last(VectorSelector selector, Duration window) {
		Duration range = (window.compareTo(LOOKBACK) > 0) ? window : LOOKBACK;
		return new Call("last_over_time", List.of(new RangeSelector(selector, range)));
	}

	private String labelsOf(Expression expression) {
		Collection<String> labels = this.answers.ask("topk(1, %s)".formatted(expression.print()))
			.stream()
			.flatMap((sample) -> sample.labels().keySet().stream())
			.filter((label) -> !label.equals("__name__"))
			.collect(Collectors.toCollection(TreeSet::new));
		return labels.isEmpty() ? "no labels" : String.join(", ", labels);
	}

	private static String few(Set<String> values) {
		return values.stream().limit(8).collect(Collectors.joining(", ")) + ((values.size() > 8) ? " …" : "");
	}

	private static String days(Duration offset) {
		return (offset.toDays() > 0) ? offset.toDays() + " days" : offset.toSeconds() + " s";
	}

	private static boolean metricCountsEvents(String metric) {
		return metric.matches(".*_(total|count|sum|bucket)|ALERTS");
	}

	private static String metric(Expression expression) {
		return expression.stream(VectorSelector.class)
			.map((selector) -> (selector.metric() != null) ? selector.metric()
					: selector.matchers()
						.stream()
						.filter((matcher) -> matcher.label().equals("__name__"))
						.map(LabelMatcher::value)
						.findFirst()
						.orElse("{}"))
			.distinct()
			.collect(Collectors.joining(", "));
	}

	// Variables, and the values chosen for some of them.
	private record Choice(List<Variable> variables, Map<String, String> chosen) {

	}

}
