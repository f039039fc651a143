package dev.telltale.tools.prometheus;

/**
 * What a target tells about a metric.
 *
 * @param type the type as in the exposition, such as {@code counter}
 * @param help the description
 * @param unit the unit, or empty
 */
public record MetricMetadata(String type, String help, String unit) {

}
