package dev.telltale.tools.prometheus;

import java.util.List;
import java.util.Map;

/**
 * The values of a series over time.
 *
 * @param labels the labels, with the metric's name as {@code __name__} if it has one
 * @param points the values, oldest first
 */
public record Series(Map<String, String> labels, List<Point> points) {

}
