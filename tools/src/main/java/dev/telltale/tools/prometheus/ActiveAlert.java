package dev.telltale.tools.prometheus;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or firing.
 *
 * @param labels the labels, with its name as {@code alertname}
 * @param annotations the annotations, expanded
 * @param state pending or firing
 * @param activeAt since when its expression holds
 * @param value the value of its expression
 */
public record ActiveAlert(Map<String, String> labels, Map<String, String> annotations, AlertState state,
		@Nullable Instant activeAt, double value) {

	/**
	 * Return the name of the alert.
	 * @return the label {@code alertname}, or empty
	 */
	public String name() {
		return this.labels.getOrDefault("alertname", "");
	}

}
