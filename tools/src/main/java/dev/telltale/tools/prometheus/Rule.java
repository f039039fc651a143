package dev.telltale.tools.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A rule that Prometheus evaluates.
 */
public sealed interface Rule {

	/**
	 * Return the name: of the alert, or of the metric that is recorded.
	 * @return the name
	 */
	String name();

	/**
	 * Return the expression, as Prometheus formats it.
	 * @return the expression
	 */
	String expression();

	/**
	 * Return the labels that the rule adds.
	 * @return the labels
	 */
	Map<String, String> labels();

	/**
	 * Return whether the last evaluation worked.
	 * @return {@code ok}, {@code err} or {@code unknown}
	 */
	String health();

	/**
	 * Return why it did not.
	 * @return the error, or empty
	 */
	String lastError();

	/**
	 * Return when it was.
	 * @return the time, or {@code null} before the first evaluation
	 */
	@Nullable Instant lastEvaluation();

	/**
	 * A rule that raises an alert.
	 *
	 * @param name the name of the alert
	 * @param expression the expression
	 * @param holdDuration how long the expression must hold, its {@code for}
	 * @param keepFiringFor how long the alert fires on after the expression held last
	 * @param labels the labels that the rule adds
	 * @param annotations the annotations, not expanded
	 * @param state the most severe state among its alerts
	 * @param alerts its pending and firing alerts
	 * @param health whether the last evaluation worked
	 * @param lastError why it did not, or empty
	 * @param lastEvaluation when it was, or {@code null}
	 */
	record Alerting(String name, String expression, Duration holdDuration, Duration keepFiringFor,
			Map<String, String> labels, Map<String, String> annotations, AlertState state, List<ActiveAlert> alerts,
			String health, String lastError, @Nullable Instant lastEvaluation) implements Rule {

	}

	/**
	 * A rule that records a metric.
	 *
	 * @param name the name of the metric
	 * @param expression the expression
	 * @param labels the labels that the rule adds
	 * @param health whether the last evaluation worked
	 * @param lastError why it did not, or empty
	 * @param lastEvaluation when it was, or {@code null}
	 */
	record Recording(String name, String expression, Map<String, String> labels, String health, String lastError,
			@Nullable Instant lastEvaluation) implements Rule {

	}

}
