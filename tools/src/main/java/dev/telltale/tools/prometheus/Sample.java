package dev.telltale.tools.prometheus;

import java.time.Instant;
import java.util.Map;

/**
 * The value of a series at a time.
 *
 * @param labels the labels, with the metric's name as {@code __name__} if it has one
 * @param timestamp the time of the evaluation
 * @param value the value, which may be infinite or not a number
 */
public record Sample(Map<String, String> labels, Instant timestamp, double value) {

}
