package dev.telltale.cli.stack;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.tools.alertmanager.AlertmanagerClient;
import dev.telltale.tools.prometheus.AlertState;
import dev.telltale.tools.prometheus.Point;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.QueryResult;
import dev.telltale.tools.prometheus.Rule;
import dev.telltale.tools.prometheus.RuleGroup;
import dev.telltale.tools.prometheus.Sample;
import dev.telltale.tools.prometheus.Series;
import dev.telltale.tools.prometheus.Target;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the running systems have stored, and what they promise: how soon an alert must
 * fire and be delivered by their own rules and routes. Thread-safe.
 */
public final class StackHistory {

	private static final String HEARTBEAT_SEVERITY = "none";

	// Of what is evaluated every two seconds, by a dozen scenarios at once.
	private static final Duration POLL = Duration.ofMillis(500);

	private static final Pattern RANGE = Pattern.compile("\\[((?:\\d+(?:ms|[smhdwy]))+)(?::[^]]*)?]");

	/**
	 * Remembers, and so delays nothing.
	 */
	private static final Pattern MEMORY = Pattern.compile("last_over_time\\([^()]*\\)");

	/**
	 * A comparison, as group 1, or a selector, which may hold the same characters.
	 */
	private static final Pattern COMPARISON = Pattern.compile("\\{[^}]*}|([<>]=?|==|!=)");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	/**
	 * Scrapes and evaluations that may pass before a change is seen everywhere.
	 */
	private static final int CYCLES = 5;

	private final PrometheusClient prometheus;

	private final AlertmanagerClient alertmanager;

	private volatile @Nullable Duration scrapeInterval;

	/**
	 * Create a history.
	 * @param prometheus the address of Prometheus
	 * @param alertmanager the address of Alertmanager
	 */
	public StackHistory(URI prometheus, URI alertmanager) {
		this.prometheus = new PrometheusClient(prometheus);
		this.alertmanager = new AlertmanagerClient(alertmanager);
	}

	/**
	 * Create the history of a stack.
	 * @param addresses the addresses of the stack
	 */
	public StackHistory(Addresses addresses) {
		this(addresses.of(Component.PROMETHEUS), addresses.of(Component.ALERTMANAGER));
	}

	/**
	 * Return the client of Prometheus.
	 * @return the client
	 */
	public PrometheusClient prometheus() {
		return this.prometheus;
	}

	/**
	 * Return the client of Alertmanager.
	 * @return the client
	 */
	public AlertmanagerClient alertmanager() {
		return this.alertmanager;
	}

	/**
	 * Wait for a condition.
	 * @param limit how long at most
	 * @param condition the condition
	 * @return whether it came true
	 * @throws InterruptedException if this thread is interrupted
	 */
	public boolean await(Duration limit, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + limit.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
		}
		return true;
	}

	/**
	 * Return whether all targets of a job were up at a scrape after a time.
	 * @param job the job
	 * @param since the time
	 * @return whether it is scraped
	 */
	public boolean isUp(String job, Instant since) {
		return scalar("min(timestamp(up{job=\"%s\"} == 1))".formatted(job), Instant.now()) > since.toEpochMilli()
				/ 1000.0;
	}

	/**
	 * Return the targets that carry labels.
	 * @param scope the labels
	 * @return the targets
	 */
	public List<Target> targets(Map<String, String> scope) {
		return this.prometheus.targets()
			.stream()
			.filter((target) -> target.labels().entrySet().containsAll(scope.entrySet()))
			.toList();
	}

	/**
	 * Return whether an alert is loaded.
	 * @param alert its name
	 * @return whether Prometheus has a rule of that name
	 */
	public boolean hasAlert(String alert) {
		return rules(alert).findAny().isPresent();
	}

	/**
	 * Return the requests of a service that were counted since a time.
	 * @param scope the labels of the service's targets
	 * @param since the time
	 * @param result good or bad
	 * @return the count
	 */
	public long eventsSince(Map<String, String> scope, Instant since, String result) {
		String events = "sum(slo_events_total{slo=\"http\", sli=\"availability\", result=\"%s\"%s})".formatted(result,
				matchers(scope));
		double before = scalar(events, since);
		double now = scalar(events, Instant.now());
		return Math.round((Double.isNaN(now) ? 0 : now) - (Double.isNaN(before) ? 0 : before));
	}

	/**
	 * Return the alerts that had a state at any time since another. The heartbeat, which
	 * always fires, is left out.
	 * @param scope labels that they carry
	 * @param since the time
	 * @param state the state
	 * @return their labels
	 */
	public List<Map<String, String>> alertsSince(Map<String, String> scope, Instant since, AlertState state) {
		return alertSeries(scope, state, since).stream()
			.map(Series::labels)
			.filter((labels) -> !isHeartbeat(labels))
			.toList();
	}

	/**
	 * Return whether an alert is the heartbeat, which always fires and tells nobody.
	 * @param labels the labels of the alert
	 * @return whether it is
	 */
	public static boolean isHeartbeat(Map<String, String> labels) {
		return HEARTBEAT_SEVERITY.equals(labels.get("severity"));
	}

	/**
	 * Return when an alert had a state for the last time since another time.
	 * @param alert its name
	 * @param labels labels that it carries
	 * @param state the state
	 * @param since the time
	 * @return the time of the last stored sample
	 */
	public Optional<Instant> lastSeen(String alert, Map<String, String> labels, AlertState state, Instant since) {
		return points(alert, labels, state, since).max(Instant::compareTo);
	}

	/**
	 * Return when an alert had a state for the first time since another time.
	 * @param alert its name
	 * @param labels labels that it carries
	 * @param state the state
	 * @param since the time
	 * @return the time of the first stored sample
	 */
	public Optional<Instant> firstSeen(String alert, Map<String, String> labels, AlertState state, Instant since) {
		return points(alert, labels, state, since).min(Instant::compareTo);
	}

	private Stream<Instant> points(String alert, Map<String, String> labels, AlertState state, Instant since) {
		Map<String, String> all = new TreeMap<>(labels);
		all.put("alertname", alert);
		return alertSeries(all, state, since).stream()
			.flatMap((series) -> series.points().stream())
			.map(Point::timestamp);
	}

	/**
	 * Return labels as matchers that follow another one.
	 */
	private static String matchers(Map<String, String> labels) {
		return labels.entrySet()
			.stream()
			.map((label) -> ", %s=\"%s\"".formatted(label.getKey(), label.getValue().replace("\"", "\\\"")))
			.collect(Collectors.joining());
	}

	private List<Series> alertSeries(Map<String, String> labels, AlertState state, Instant since) {
		long seconds = Math.max(1, Duration.between(since, Instant.now()).toSeconds());
		// The very samples, not a graph's steps.
		String expression = "ALERTS{alertstate=\"%s\"%s}[%ds]".formatted(state.name().toLowerCase(Locale.ROOT),
				matchers(labels), seconds);
		return (this.prometheus.query(expression) instanceof QueryResult.Matrix matrix) ? matrix.series() : List.of();
	}

	/**
	 * Return how soon an alert must be pending or firing after its cause: its longest
	 * window, its {@code for} if it shall fire, and five scrapes and evaluations.
	 * @param alert its name
	 * @param labels labels that it carries, which tell its variants apart
	 * @param state the state
	 * @return the bound
	 */
	public Duration bound(String alert, Map<String, String> labels, AlertState state) {
		Duration bound = window(alert, labels).plus(cycles(alert));
		return (state == AlertState.FIRING) ? bound.plus(hold(alert, labels)) : bound;
	}

	/**
	 * Return how soon a notification must be delivered once an alert fires: at once for a
	 * new group, with the next news for one that was told already.
	 * @return the bound
	 */
	public Duration deliveryBound() {
		return groupWait().plus(route("group_interval")).plus(scrapeInterval().multipliedBy(CYCLES));
	}

	/**
	 * Return how long a new group of alerts waits for its companions.
	 * @return the time
	 */
	public Duration groupWait() {
		return route("group_wait");
	}

	/**
	 * Return how soon its end must be delivered after the cause is gone.
	 * @param alert the name of the alert
	 * @param labels labels that it carries
	 * @return the bound
	 */
	public Duration resolutionBound(String alert, Map<String, String> labels) {
		Duration kept = rules(alert, labels).map(Rule.Alerting::keepFiringFor)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
		return window(alert, labels).plus(kept).plus(cycles(alert)).plus(route("group_interval"));
	}

	/**
	 * Return what an alert looks at: its expression left of the comparison, and the value
	 * now.
	 * @param alert its name
	 * @return a text for people
	 */
	public String signal(String alert) {
		return rules(alert).map((rule) -> leftOfComparison(rule.expression()))
			.flatMap(Optional::stream)
			.map((signal) -> "%.4f (%s)".formatted(scalar(signal, Instant.now()), signal))
			.findFirst()
			.orElse("unknown");
	}

	/**
	 * Return what stands left of the first comparison outside a function's parentheses;
	 * those around the comparison itself do not count.
	 */
	static Optional<String> leftOfComparison(String expression) {
		Matcher comparisons = COMPARISON.matcher(expression);
		while (comparisons.find()) {
			if (comparisons.group(1) == null) {
				continue;
			}
			String left = expression.substring(0, comparisons.start()).strip();
			int open = unclosed(left);
			while (open > 0 && left.startsWith("(")) {
				left = left.substring(1).strip();
				open--;
			}
			if (open == 0) {
				return Optional.of(left);
			}
		}
		return Optional.empty();
	}

	private static int unclosed(String text) {
		return (int) (text.chars().filter((character) -> character == '(').count()
				- text.chars().filter((character) -> character == ')').count());
	}

	/**
	 * Return how many scrapes of targets did not take place since a time.
	 * @param scope labels of the targets
	 * @param since the time
	 * @param failures whether scrapes that failed count too
	 * @return the count
	 */
	public long missedScrapes(Map<String, String> scope, Instant since, boolean failures) {
		long seconds = Duration.between(since, Instant.now()).toSeconds();
		if (seconds < 1) {
			return 0;
		}
		long interval = scrapeInterval().toMillis();
		long missed = 0;
		String up = "up{job!=\"\"%s}[%ds]".formatted(matchers(scope), seconds);
		if (this.prometheus.query(up) instanceof QueryResult.Matrix matrix) {
			for (Series series : matrix.series()) {
				if (failures) {
					missed += series.points().stream().filter((point) -> point.value() != 1).count();
				}
				missed += gaps(series.points(), interval);
			}
		}
		return missed;
	}

	/**
	 * Count the scrapes that are missing between others, with half an interval's grace.
	 */
	private static long gaps(List<Point> points, long intervalMillis) {
		long gaps = 0;
		for (int i = 1; i < points.size(); i++) {
			long millis = Duration.between(points.get(i - 1).timestamp(), points.get(i).timestamp()).toMillis();
			gaps += Math.max(0, (millis - intervalMillis / 2) / intervalMillis);
		}
		return gaps;
	}

	private Duration cycles(String alert) {
		Duration evaluation = this.prometheus.rules()
			.stream()
			.filter((group) -> group.rules().stream().anyMatch((rule) -> rule.name().equals(alert)))
			.map(RuleGroup::interval)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
		return scrapeInterval().plus(evaluation).multipliedBy(CYCLES);
	}

	/**
	 * Return the longest interval between two scrapes of a target; it does not change
	 * while a stack runs.
	 */
	private Duration scrapeInterval() {
		Duration known = this.scrapeInterval;
		if (known != null) {
			return known;
		}
		Duration longest = this.prometheus.targets()
			.stream()
			.map((target) -> target.discoveredLabels().get("__scrape_interval__"))
			.map(StackHistory::duration)
			.max(Duration::compareTo)
			.orElseThrow(() -> new StackException("Prometheus has no target"));
		this.scrapeInterval = longest;
		return longest;
	}

	/**
	 * Return how long an alert must hold before it fires.
	 * @param alert its name
	 * @param labels labels that it carries
	 * @return its {@code for}
	 */
	public Duration hold(String alert, Map<String, String> labels) {
		return rules(alert, labels).map(Rule.Alerting::holdDuration).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	private Duration window(String alert, Map<String, String> labels) {
		Set<String> seen = new HashSet<>();
		return rules(alert, labels).map((rule) -> window(rule.expression(), seen))
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
	}

	/**
	 * Return the longest range in an expression and in the recordings that it reads.
	 */
	private Duration window(String expression, Set<String> seen) {
		Duration longest = Duration.ZERO;
		Matcher ranges = RANGE.matcher(MEMORY.matcher(expression).replaceAll(""));
		while (ranges.find()) {
			longest = longer(longest, duration(ranges.group(1)));
		}
		Set<String> names = NAME.matcher(expression).results().map((name) -> name.group()).collect(Collectors.toSet());
		for (Rule rule : allRules().toList()) {
			if (rule instanceof Rule.Recording && names.contains(rule.name()) && seen.add(rule.name())) {
				longest = longer(longest, window(rule.expression(), seen));
			}
		}
		return longest;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

	private Duration route(String key) {
		JsonNode route = new YAMLMapper().readTree(this.alertmanager.status().configuration()).path("route");
		return duration(route.path(key).stringValue("0s"));
	}

	private Stream<Rule> allRules() {
		return this.prometheus.rules().stream().map(RuleGroup::rules).flatMap(Collection::stream);
	}

	private Stream<Rule.Alerting> rules(String alert) {
		return allRules().filter(Rule.Alerting.class::isInstance)
			.map(Rule.Alerting.class::cast)
			.filter((rule) -> rule.name().equals(alert));
	}

	/**
	 * Return the rules of an alert that may carry labels: its variants add labels of
	 * their own.
	 */
	private Stream<Rule.Alerting> rules(String alert, Map<String, String> labels) {
		return rules(alert).filter((rule) -> rule.labels()
			.entrySet()
			.stream()
			.allMatch((label) -> labels.getOrDefault(label.getKey(), label.getValue()).equals(label.getValue())));
	}

	private double scalar(String expression, Instant time) {
		return (this.prometheus.query(expression, time) instanceof QueryResult.Vector vector)
				? vector.samples().stream().mapToDouble(Sample::value).findFirst().orElse(Double.NaN) : Double.NaN;
	}

	/**
	 * Parse a duration as Prometheus writes it, such as {@code 1m30s}.
	 */
	private static Duration duration(String text) {
		Duration duration = Duration.ZERO;
		Matcher parts = Pattern.compile("(\\d+)(ms|[smhdwy])").matcher(text);
		while (parts.find()) {
			long count = Long.parseLong(parts.group(1));
			duration = duration.plus(switch (parts.group(2)) {
				case "ms" -> Duration.ofMillis(count);
				case "s" -> Duration.ofSeconds(count);
				case "m" -> Duration.ofMinutes(count);
				case "h" -> Duration.ofHours(count);
				case "d" -> Duration.ofDays(count);
				case "w" -> Duration.ofDays(7 * count);
				default -> Duration.ofDays(365 * count);
			});
		}
		return duration;
	}

}
