package dev.telltale.cli.scenario;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import dev.telltale.cli.scenario.Scenario.Fault;
import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.QueryResult;
import dev.telltale.tools.prometheus.Sample;

/**
 * Whether a latency that is injected says anything: far above the threshold, which is far
 * above what is usual on this machine. Between them a busy machine would decide.
 *
 * @param prometheus the client of Prometheus
 * @param scope the labels of the service
 */
record Calm(PrometheusClient prometheus, Map<String, String> scope) {

	private static final int INJECTED = 10;

	private static final int USUAL = 20;

	/**
	 * Return whether the usual latency is known, and far from the threshold.
	 */
	boolean isThere() {
		OptionalDouble threshold = threshold();
		OptionalDouble median = median();
		return threshold.isPresent() && median.isPresent() && threshold.getAsDouble() >= USUAL * median.getAsDouble();
	}

	Outcome judge(Fault.Sample fault) {
		double injected = Double.parseDouble(fault.parameters().getOrDefault("millis", "0")) / 1000;
		OptionalDouble threshold = threshold();
		OptionalDouble median = median();
		if (threshold.isEmpty() || median.isEmpty()) {
			return Outcome.bad("no threshold or no latency is known yet");
		}
		double limit = threshold.getAsDouble();
		if (injected < INJECTED * limit) {
			return Outcome.bad("the injected %.1f s are less than %d times the threshold of %.1f s: inject more"
				.formatted(injected, INJECTED, limit));
		}
		if (limit < USUAL * median.getAsDouble()) {
			return Outcome
				.bad("the threshold of %.1f s is less than %d times the median of %.3f s: this machine is too busy"
					.formatted(limit, USUAL, median.getAsDouble()));
		}
		return Outcome.good("threshold %.1f s, median %.3f s".formatted(limit, median.getAsDouble()));
	}

	private OptionalDouble threshold() {
		return value("max(slo_latency_threshold_seconds{%s})".formatted(selector()));
	}

	private OptionalDouble median() {
		return value("histogram_quantile(0.5, sum by (le) (rate(http_server_requests_seconds_bucket{%s}[1m])))"
			.formatted(selector()));
	}

	private String selector() {
		return this.scope.entrySet()
			.stream()
			.map((label) -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
			.collect(Collectors.joining(", "));
	}

	private OptionalDouble value(String expression) {
		return (this.prometheus.query(expression) instanceof QueryResult.Vector vector)
				? vector.samples().stream().mapToDouble(Sample::value).filter(Double::isFinite).findFirst()
				: OptionalDouble.empty();
	}

}
