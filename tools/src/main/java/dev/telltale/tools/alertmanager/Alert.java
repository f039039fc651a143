package dev.telltale.tools.alertmanager;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An alert that the Alertmanager knows.
 *
 * @param fingerprint identifies it by its labels
 * @param labels the labels, with its name as {@code alertname}
 * @param annotations the annotations
 * @param startsAt since when it fires
 * @param endsAt when it counts as resolved unless it is sent again
 * @param updatedAt when it was last sent
 * @param generatorUrl where its expression can be seen, or empty
 * @param state whether it is notified
 * @param inhibitedBy the fingerprints of the alerts that inhibit it
 * @param silencedBy the ids of the silences that match it
 * @param receivers the receivers of its routes
 */
public record Alert(String fingerprint, Map<String, String> labels, Map<String, String> annotations,
		@Nullable Instant startsAt, @Nullable Instant endsAt, @Nullable Instant updatedAt, String generatorUrl,
		State state, List<String> inhibitedBy, List<String> silencedBy, List<String> receivers) {

	/**
	 * Return the name of the alert.
	 * @return the label {@code alertname}, or empty
	 */
	public String name() {
		return this.labels.getOrDefault("alertname", "");
	}

	/**
	 * Whether an alert is notified.
	 */
	public enum State {

		/** Not yet grouped, inhibited or silenced. */
		UNPROCESSED,

		/** Notified. */
		ACTIVE,

		/** Inhibited or silenced. */
		SUPPRESSED

	}

}
