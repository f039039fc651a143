package dev.telltale.mixins.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.telltale.tools.prometheus.PrometheusClient;
import dev.telltale.tools.prometheus.Sample;

/**
 * What a Prometheus answers, all at one instant: the same expression has the same answer.
 */
@FunctionalInterface
public interface Answers {

	/**
	 * Return what an expression yields.
	 * @param expression the expression, in PromQL
	 * @return the samples, none if it yields no data
	 */
	List<Sample> ask(String expression);

	/**
	 * Return the answers of a Prometheus at an instant. Each expression is asked once.
	 * @param prometheus the Prometheus
	 * @param instant the instant
	 * @return the answers, safe for use by several threads
	 */
	static Answers of(PrometheusClient prometheus, Instant instant) {
		Map<String, List<Sample>> known = new ConcurrentHashMap<>();
		return (expression) -> known.computeIfAbsent(expression,
				(unknown) -> prometheus.query(unknown, instant).samples());
	}

}
