package dev.telltale.tools.exposition;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A line of an exposition.
 *
 * @param name the whole name of the series
 * @param labels the labels in their order
 * @param value the value, which may be infinite or not a number
 * @param timestamp the time of the value, or {@code null} for that of the scrape
 * @param exemplar an observation behind the value, or {@code null}; OpenMetrics only
 */
public record Sample(String name, Map<String, String> labels, double value, @Nullable Instant timestamp,
		@Nullable Exemplar exemplar) {

	/**
	 * Create a sample.
	 * @param name the whole name of the series
	 * @param labels the labels in their order
	 * @param value the value, which may be infinite or not a number
	 * @param timestamp the time of the value, or {@code null} for that of the scrape
	 * @param exemplar an observation behind the value, or {@code null}; OpenMetrics only
	 */
	public Sample {
		labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
	}

	/**
	 * An observation and where it came from.
	 *
	 * @param labels its labels, such as {@code trace_id}
	 * @param value what was observed
	 * @param timestamp when, or {@code null}
	 */
	public record Exemplar(Map<String, String> labels, double value, @Nullable Instant timestamp) {

		/**
		 * Create an exemplar.
		 * @param labels its labels, such as {@code trace_id}
		 * @param value what was observed
		 * @param timestamp when, or {@code null}
		 */
		public Exemplar {
			labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
		}

	}

}
