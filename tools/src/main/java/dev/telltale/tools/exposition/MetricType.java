package dev.telltale.tools.exposition;

import java.util.Set;

/**
 * The type of a metric family, which decides how its samples are named.
 */
public enum MetricType {

	/** A value that only grows. */
	COUNTER("counter", Set.of("_total", "_created")),

	/** A value that goes up and down. */
	GAUGE("gauge", Set.of("")),

	/** Observations counted in buckets. */
	HISTOGRAM("histogram", Set.of("_bucket", "_count", "_sum", "_created")),

	/** A histogram of a current state; OpenMetrics only. */
	GAUGE_HISTOGRAM("gaugehistogram", Set.of("_bucket", "_gcount", "_gsum")),

	/** Observations with quantiles reckoned by the target. */
	SUMMARY("summary", Set.of("", "_count", "_sum", "_created")),

	/** Labels that do not change; OpenMetrics only. */
	INFO("info", Set.of("_info")),

	/** States of which each is on or off; OpenMetrics only. */
	STATE_SET("stateset", Set.of("")),

	/** Not told: {@code untyped} in the Prometheus format. */
	UNKNOWN("unknown", Set.of(""));

	private final String word;

	private final Set<String> suffixes;

	MetricType(String word, Set<String> suffixes) {
		this.word = word;
		this.suffixes = suffixes;
	}

	/**
	 * Return the type as OpenMetrics writes it.
	 * @return the word in a line of {@code TYPE}
	 */
	public String word() {
		return this.word;
	}

	/**
	 * Return what is added to the name of the family to make the names of its samples.
	 */
	Set<String> suffixes(Format format) {
		// In the Prometheus format "_total" is part of the family's own name.
		return (this == COUNTER && format == Format.PROMETHEUS_TEXT) ? Set.of("") : this.suffixes;
	}

}
