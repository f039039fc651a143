package dev.telltale.tools.prometheus;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The exemplars of a series.
 *
 * @param labels the labels of the series
 * @param exemplars its exemplars, oldest first
 */
public record ExemplarSeries(Map<String, String> labels, List<Exemplar> exemplars) {

	/**
	 * An observation and where it came from.
	 *
	 * @param labels the labels of the exemplar, such as {@code trace_id}
	 * @param timestamp when it was observed
	 * @param value what was observed
	 */
	public record Exemplar(Map<String, String> labels, Instant timestamp, double value) {

	}

}
