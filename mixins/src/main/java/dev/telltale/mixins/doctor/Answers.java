package dev.telltale.mixins.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.telltale.tools.http.ApiException;
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
		Map<String, FutureTask<List<Sample>>> known = new ConcurrentHashMap<>();
		return (expression) -> {
			// Not computed within the map, or unrelated questions would wait for this
			// one.
			FutureTask<List<Sample>> task = new FutureTask<>(() -> prometheus.query(expression, instant).samples());
			FutureTask<List<Sample>> asked = known.putIfAbsent(expression, task);
			if (asked == null) {
				task.run();
				asked = task;
			}
			return answer(asked);
		};
	}

	private static List<Sample> answer(FutureTask<List<Sample>> asked) {
		try {
			return asked.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof ApiException refusal) ? refusal : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ApiException("Interrupted while waiting for Prometheus", ex);
		}
	}

}
