package dev.telltale.tools.prometheus;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An address that Prometheus scrapes.
 *
 * @param pool the scrape configuration
 * @param address the address
 * @param labels the labels its series get
 * @param discoveredLabels the labels before relabelling
 * @param health whether the last scrape worked
 * @param lastError why it did not, or empty
 * @param lastScrape when it was, or {@code null} before the first
 * @param lastScrapeDuration how long it took
 */
public record Target(String pool, URI address, Map<String, String> labels, Map<String, String> discoveredLabels,
		Health health, String lastError, @Nullable Instant lastScrape, Duration lastScrapeDuration) {

	/**
	 * Return the job.
	 * @return the label {@code job}, or empty
	 */
	public String job() {
		return this.labels.getOrDefault("job", "");
	}

	/**
	 * Return the instance.
	 * @return the label {@code instance}, or empty
	 */
	public String instance() {
		return this.labels.getOrDefault("instance", "");
	}

	/**
	 * Whether a scrape worked.
	 */
	public enum Health {

		/** The last scrape worked. */
		UP,

		/** The last scrape failed. */
		DOWN,

		/** There was none yet. */
		UNKNOWN

	}

}
