package dev.telltale.cli.receiver;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One notification as Alertmanager delivered it: a group of alerts, sent to one receiver.
 * Immutable. Field names follow version 4 of Alertmanager's webhook payload.
 *
 * @param receivedAt when the notification arrived here
 * @param receiver the receiver it was posted to, the last segment of the webhook's
 * address
 * @param status firing while at least one alert of the group fires
 * @param groupLabels the labels the alerts are grouped by
 * @param commonLabels the labels that all alerts of the notification share
 * @param alerts the alerts of the notification
 * @param externalUrl the address under which Alertmanager says it is reachable, or an
 * empty string
 * @param truncatedAlerts how many alerts Alertmanager left out of the notification
 */
public record Notification(Instant receivedAt, String receiver, Status status, Map<String, String> groupLabels,
		Map<String, String> commonLabels, List<Alert> alerts, String externalUrl, long truncatedAlerts) {

	/**
	 * Create a notification from copies of the given collections.
	 * @param receivedAt when the notification arrived here
	 * @param receiver the receiver it was posted to, the last segment of the webhook's
	 * address
	 * @param status firing while at least one alert of the group fires
	 * @param groupLabels the labels the alerts are grouped by
	 * @param commonLabels the labels that all alerts of the notification share
	 * @param alerts the alerts of the notification
	 * @param externalUrl the address under which Alertmanager says it is reachable, or an
	 * empty string
	 * @param truncatedAlerts how many alerts Alertmanager left out of the notification
	 */
	public Notification {
		groupLabels = copyInOrder(groupLabels);
		commonLabels = copyInOrder(commonLabels);
		alerts = List.copyOf(alerts);
	}

	private static Map<String, String> copyInOrder(Map<String, String> labels) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(labels));
	}

	/**
	 * Whether an alert, or a group of them, fires or is over.
	 */
	public enum Status {

		/** The condition of the alert holds. */
		FIRING,

		/** The condition of the alert no longer holds. */
		RESOLVED

	}

	/**
	 * One alert of a notification. Immutable.
	 *
	 * @param status whether the alert fires or is over
	 * @param labels the labels that identify the alert
	 * @param annotations the texts and links for people
	 * @param startsAt since when the alert fires, by the clock of its sender
	 * @param endsAt since when the alert is over, or {@code null} while it fires
	 * @param fingerprint Alertmanager's hash of the labels
	 * @param generatorUrl the address of the expression that raised the alert, or an
	 * empty string
	 */
	public record Alert(Status status, Map<String, String> labels, Map<String, String> annotations, Instant startsAt,
			@Nullable Instant endsAt, String fingerprint, String generatorUrl) {

		/**
		 * Create an alert from copies of the given maps.
		 * @param status whether the alert fires or is over
		 * @param labels the labels that identify the alert
		 * @param annotations the texts and links for people
		 * @param startsAt since when the alert fires, by the clock of its sender
		 * @param endsAt since when the alert is over, or {@code null} while it fires
		 * @param fingerprint Alertmanager's hash of the labels
		 * @param generatorUrl the address of the expression that raised the alert, or an
		 * empty string
		 */
		public Alert {
			labels = copyInOrder(labels);
			annotations = copyInOrder(annotations);
		}

		/**
		 * Return the name of the alert, its label {@code alertname}.
		 * @return the name, or an empty string for an alert without one
		 */
		public String name() {
			return this.labels.getOrDefault("alertname", "");
		}

	}

}
