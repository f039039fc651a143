package dev.telltale.tools.exposition;

import java.util.Locale;

/**
 * A text format in which a target exposes its metrics.
 */
public enum Format {

	/** The Prometheus text format 0.0.4. */
	PROMETHEUS_TEXT,

	/** OpenMetrics 1.0. */
	OPENMETRICS_TEXT;

	/**
	 * Return the format of an answer.
	 * @param contentType the value of its header {@code Content-Type}
	 * @return the format
	 * @throws IllegalArgumentException if it is neither
	 */
	public static Format ofContentType(String contentType) {
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return switch (mediaType) {
			case "text/plain" -> PROMETHEUS_TEXT;
			case "application/openmetrics-text" -> OPENMETRICS_TEXT;
			default -> throw new IllegalArgumentException("'" + contentType + "' is no text format of Prometheus");
		};
	}

}
