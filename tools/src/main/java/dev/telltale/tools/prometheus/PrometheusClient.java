package dev.telltale.tools.prometheus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.tools.http.Access;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.http.Json;
import dev.telltale.tools.http.JsonApi;
import dev.telltale.tools.http.JsonApi.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * A client of Prometheus' HTTP API, for 2.42 and later. Every method throws
 * {@link ApiException} if Prometheus cannot be reached or refuses the request; the
 * message then is Prometheus' own. Thread-safe.
 */
public final class PrometheusClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

	private final JsonApi api;

	/**
	 * Create a client.
	 * @param address where Prometheus is, with its path prefix if it has one
	 */
	public PrometheusClient(URI address) {
		this(address, TIMEOUT);
	}

	/**
	 * Create a client.
	 * @param address where Prometheus is, with its path prefix if it has one
	 * @param timeout how long a request may take
	 */
	public PrometheusClient(URI address, Duration timeout) {
		this(address, timeout, Access.OPEN);
	}

	/**
	 * Create a client.
	 * @param address where Prometheus is, with its path prefix if it has one
	 * @param timeout how long a request may take
	 * @param access what it asks of its callers
	 */
	public PrometheusClient(URI address, Duration timeout, Access access) {
		this.api = new JsonApi("Prometheus", address, timeout, access);
	}

	/**
	 * Evaluate an expression now.
	 * @param expression the expression
	 * @return its result
	 */
	public QueryResult query(String expression) {
		return query(new Parameters().add("query", expression));
	}

	/**
	 * Evaluate an expression at a time.
	 * @param expression the expression
	 * @param time the time
	 * @return its result
	 */
	public QueryResult query(String expression, Instant time) {
		return query(new Parameters().add("query", expression).add("time", seconds(time)));
	}

	/**
	 * Evaluate an expression at regular times.
	 * @param expression the expression
	 * @param start the first time
	 * @param end the last time
	 * @param step the time between two evaluations; with {@code start} and {@code end} at
	 * most 11000 evaluations
	 * @return its series
	 */
	public List<Series> queryRange(String expression, Instant start, Instant end, Duration step) {
		JsonNode data = data(this.api.postForm("/api/v1/query_range",
				new Parameters().add("query", expression)
					.add("start", seconds(start))
					.add("end", seconds(end))
					.add("step", BigDecimal.valueOf(step.toMillis(), 3).toPlainString())));
		return Json.list(data.path("result"), this::series);
	}

	/**
	 * Return the addresses that Prometheus scrapes.
	 * @return the active targets
	 */
	public List<Target> targets() {
		JsonNode data = data(this.api.get("/api/v1/targets", new Parameters().add("state", "active")));
		return Json.list(data.path("activeTargets"),
				(target) -> new Target(Json.text(target, "scrapePool"), URI.create(Json.text(target, "scrapeUrl")),
						Json.texts(target.path("labels")), Json.texts(target.path("discoveredLabels")),
						Json.constant(target, "health", Target.Health.UNKNOWN), Json.text(target, "lastError"),
						Json.time(target, "lastScrape"), duration(target, "lastScrapeDuration")));
	}

	/**
	 * Return the rules that Prometheus evaluates.
	 * @return the rule groups
	 */
	public List<RuleGroup> rules() {
		return Json.list(data(this.api.get("/api/v1/rules", new Parameters())).path("groups"),
				(group) -> new RuleGroup(Json.text(group, "name"), Json.text(group, "file"),
						duration(group, "interval"), duration(group, "evaluationTime"),
						Json.list(group.path("rules"), this::rule)));
	}

	/**
	 * Return the alerts that are pending or firing.
	 * @return the alerts
	 */
	public List<ActiveAlert> alerts() {
		return Json.list(data(this.api.get("/api/v1/alerts", new Parameters())).path("alerts"), this::alert);
	}

	/**
	 * Return the exemplars of the series that an expression selects. There are none
	 * unless Prometheus runs with {@code --enable-feature=exemplar-storage}.
	 * @param expression the expression
	 * @param start the earliest time
	 * @param end the latest time
	 * @return the exemplars by series
	 */
	public List<ExemplarSeries> exemplars(String expression, Instant start, Instant end) {
		JsonNode data = data(this.api.postForm("/api/v1/query_exemplars",
				new Parameters().add("query", expression).add("start", seconds(start)).add("end", seconds(end))));
		return Json.list(data,
				(series) -> new ExemplarSeries(Json.texts(series.path("seriesLabels")),
						Json.list(series.path("exemplars"),
								(exemplar) -> new ExemplarSeries.Exemplar(Json.texts(exemplar.path("labels")),
										time(exemplar.path("timestamp")),
										number(exemplar.path("value").asString(""))))));
	}

	/**
	 * Return the values of a label.
	 * @param label the label, such as {@code job}, or {@code __name__} for the metrics
	 * @param selectors only series that one of these selects; none selects all
	 * @return the values in alphabetical order
	 */
	public List<String> labelValues(String label, String... selectors) {
		return Json
			.list(data(this.api.get("/api/v1/label/" + URLEncoder.encode(label, StandardCharsets.UTF_8) + "/values",
					new Parameters().addAll("match[]", List.of(selectors)))), (value) -> value.asString(""));
	}

	/**
	 * Return what the targets tell about their metrics.
	 * @return the metadata by metric; more than one where targets differ
	 */
	public Map<String, List<MetricMetadata>> metadata() {
		Map<String, List<MetricMetadata>> metadata = new LinkedHashMap<>();
		data(this.api.get("/api/v1/metadata", new Parameters())).properties()
			.forEach((metric) -> metadata.put(metric.getKey(),
					Json.list(metric.getValue(), (entry) -> new MetricMetadata(Json.text(entry, "type"),
							Json.text(entry, "help"), Json.text(entry, "unit")))));
		return metadata;
	}

	/**
	 * Return the version of the server.
	 * @return such as {@code 2.42.0+ds}
	 */
	public String buildVersion() {
		return Json.text(data(this.api.get("/api/v1/status/buildinfo", new Parameters())), "version");
	}

	/**
	 * Return how long samples are kept.
	 * @return such as {@code 15d}, or {@code 40d or 2GB}
	 */
	public String retention() {
		return Json.text(data(this.api.get("/api/v1/status/runtimeinfo", new Parameters())), "storageRetention");
	}

	/**
	 * Return whether the server is ready to answer queries.
	 * @return whether it is; never throws
	 */
	public boolean isReady() {
		return this.api.answers("/-/ready");
	}

	private QueryResult query(Parameters parameters) {
		JsonNode data = data(this.api.postForm("/api/v1/query", parameters));
		JsonNode result = data.path("result");
		String type = Json.text(data, "resultType");
		return switch (type) {
			case "vector" -> new QueryResult.Vector(Json.list(result, (sample) -> {
				Point point = point(sample.has("value") ? sample.path("value") : sample.path("histogram"));
				return new Sample(Json.texts(sample.path("metric")), point.timestamp(), point.value());
			}));
			case "matrix" -> new QueryResult.Matrix(Json.list(result, this::series));
			case "scalar" -> new QueryResult.Scalar(point(result));
			case "string" -> new QueryResult.Text(time(result.path(0)), result.path(1).asString(""));
			default -> throw this.api.unexpected("the unknown result type '" + type + "'");
		};
	}

	private Series series(JsonNode series) {
		JsonNode values = series.has("values") ? series.path("values") : series.path("histograms");
		return new Series(Json.texts(series.path("metric")), Json.list(values, this::point));
	}

	private Point point(JsonNode point) {
		return new Point(time(point.path(0)),
				point.path(1).isObject() ? Double.NaN : number(point.path(1).asString("")));
	}

	private Rule rule(JsonNode rule) {
		Map<String, String> labels = Json.texts(rule.path("labels"));
		String name = Json.text(rule, "name");
		String query = Json.text(rule, "query");
		String health = Json.text(rule, "health");
		String lastError = Json.text(rule, "lastError");
		Instant lastEvaluation = Json.time(rule, "lastEvaluation");
		if (Json.text(rule, "type").equals("recording")) {
			return new Rule.Recording(name, query, labels, health, lastError, lastEvaluation);
		}
		return new Rule.Alerting(name, query, duration(rule, "duration"), duration(rule, "keepFiringFor"), labels,
				Json.texts(rule.path("annotations")), Json.constant(rule, "state", AlertState.INACTIVE),
				Json.list(rule.path("alerts"), this::alert), health, lastError, lastEvaluation);
	}

	private ActiveAlert alert(JsonNode alert) {
		return new ActiveAlert(Json.texts(alert.path("labels")), Json.texts(alert.path("annotations")),
				Json.constant(alert, "state", AlertState.INACTIVE), Json.time(alert, "activeAt"),
				number(Json.text(alert, "value")));
	}

	private JsonNode data(JsonNode answer) {
		if (!Json.text(answer, "status").equals("success")) {
			throw this.api.unexpected("a document without a status");
		}
		return answer.path("data");
	}

	/** Prometheus writes numbers as Go does, in quotes, so that infinity has a form. */
	private double number(String text) {
		return switch (text) {
			case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			case "NaN" -> Double.NaN;
			default -> {
				try {
					yield Double.parseDouble(text);
				}
				catch (NumberFormatException ex) {
					throw this.api.unexpected("'" + text + "' for a number");
				}
			}
		};
	}

	private Instant time(JsonNode seconds) {
		if (!seconds.isNumber()) {
			throw this.api.unexpected("'" + seconds + "' for a time");
		}
		// To the millisecond, which a double would miss by some.
		BigDecimal exact = new BigDecimal(seconds.asString()).setScale(3, RoundingMode.HALF_UP);
		return Instant.EPOCH.plusMillis(exact.movePointRight(3).longValueExact());
	}

	private static Duration duration(JsonNode node, String field) {
		return Duration.ofNanos(BigDecimal.valueOf(node.path(field).asDouble(0)).multiply(NANOS).longValue());
	}

	private static String seconds(Instant time) {
		return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
	}

}
