package dev.telltale.tools.exposition;

import java.util.List;

/**
 * The samples of a metric and what is told about it.
 *
 * @param name the name of the family, which in OpenMetrics lacks the suffix of a
 * counter's or info's samples
 * @param type the type
 * @param help the description, or empty
 * @param unit the unit, or empty; OpenMetrics only
 * @param samples the samples in their order
 */
public record MetricFamily(String name, MetricType type, String help, String unit, List<Sample> samples) {

	/**
	 * Create a metric family.
	 * @param name the name of the family, which in OpenMetrics lacks the suffix of a
	 * counter's or info's samples
	 * @param type the type
	 * @param help the description, or empty
	 * @param unit the unit, or empty; OpenMetrics only
	 * @param samples the samples in their order
	 */
	public MetricFamily {
		samples = List.copyOf(samples);
	}

}
