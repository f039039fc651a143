package dev.telltale.cli.receiver;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.telltale.cli.receiver.Notification.Alert;
import dev.telltale.cli.receiver.Notification.Status;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads version 4 of Alertmanager's webhook payload. Fields it does not know are ignored,
 * so that a newer Alertmanager may add some.
 */
final class WebhookPayload {

	static final String VERSION = "4";

	private static final JsonMapper mapper = new JsonMapper();

	private WebhookPayload() {
	}

	/**
	 * Read a text as JSON.
	 * @param text the text
	 * @return its root
	 * @throws InvalidPayloadException if the text is not one JSON value
	 */
	static JsonNode parse(String text) throws InvalidPayloadException {
		try {
			JsonNode root = mapper.readTree(text);
			if (root.isMissingNode()) {
				throw new InvalidPayloadException("it is empty");
			}
			return root;
		}
		catch (JacksonException ex) {
			throw new InvalidPayloadException("it is not JSON%s: %s".formatted(position(ex.getLocation()),
					ex.getOriginalMessage().lines().findFirst().orElse("unreadable")));
		}
	}

	private static String position(@Nullable TokenStreamLocation location) {
		return (location != null) ? " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr())
				: "";
	}

	/**
	 * Read a payload.
	 * @param payload the payload
	 * @param receivedAt when it arrived
	 * @param receiver the receiver it was posted to
	 * @return the notification
	 * @throws InvalidPayloadException if it is not a payload of version 4
	 */
	static Notification read(JsonNode payload, Instant receivedAt, String receiver) throws InvalidPayloadException {
		if (!payload.isObject()) {
			throw new InvalidPayloadException("it is not a JSON object");
		}
		String version = text(payload, "version", "");
		if (!version.equals(VERSION)) {
			throw new InvalidPayloadException("version is \"%s\", expected \"%s\"".formatted(version, VERSION));
		}
		return new Notification(receivedAt, receiver, status(payload, ""), labels(payload, "groupLabels", ""),
				labels(payload, "commonLabels", ""), alerts(payload), text(payload, "externalURL", ""),
				truncatedAlerts(payload));
	}

	private static List<Alert> alerts(JsonNode payload) throws InvalidPayloadException {
		JsonNode nodes = payload.path("alerts");
		if (!nodes.isArray()) {
			throw new InvalidPayloadException("alerts is not a list");
		}
		List<Alert> alerts = new ArrayList<>();
		for (JsonNode node : nodes) {
			String where = "alerts[%d].".formatted(alerts.size());
			if (!node.isObject()) {
				throw new InvalidPayloadException(where.substring(0, where.length() - 1) + " is not an object");
			}
			alerts.add(alert(node, where));
		}
		return alerts;
	}

	private static Alert alert(JsonNode node, String where) throws InvalidPayloadException {
		Instant startsAt = instant(node, "startsAt", where);
		if (startsAt == null) {
			throw new InvalidPayloadException(where + "startsAt is missing");
		}
		return new Alert(status(node, where), labels(node, "labels", where), labels(node, "annotations", where),
				startsAt, instant(node, "endsAt", where), text(node, "fingerprint", where),
				text(node, "generatorURL", where));
	}

	private static Status status(JsonNode node, String where) throws InvalidPayloadException {
		String status = text(node, "status", where);
		for (Status candidate : Status.values()) {
			if (candidate.name().toLowerCase(Locale.ROOT).equals(status)) {
				return candidate;
			}
		}
		throw new InvalidPayloadException(
				"%sstatus is \"%s\", expected \"firing\" or \"resolved\"".formatted(where, status));
	}

	private static Map<String, String> labels(JsonNode node, String field, String where)
			throws InvalidPayloadException {
		JsonNode object = node.path(field);
		if (absent(object)) {
			return Map.of();
		}
		if (!object.isObject()) {
			throw new InvalidPayloadException(where + field + " is not an object");
		}
		Map<String, String> labels = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> label : object.properties()) {
			labels.put(label.getKey(), text(object, label.getKey(), where + field + "."));
		}
		return labels;
	}

	private static String text(JsonNode node, String field, String where) throws InvalidPayloadException {
		JsonNode value = node.path(field);
		if (absent(value)) {
			return "";
		}
		if (!value.isString()) {
			throw new InvalidPayloadException(where + field + " is not a string");
		}
		return value.stringValue();
	}

	/**
	 * Read a time. Go's zero time, in year 1, is how Alertmanager writes "none".
	 */
	private static @Nullable Instant instant(JsonNode node, String field, String where) throws InvalidPayloadException {
		String text = text(node, field, where);
		if (text.isEmpty()) {
			return null;
		}
		try {
			OffsetDateTime time = OffsetDateTime.parse(text);
			return (time.getYear() > 1) ? time.toInstant() : null;
		}
		catch (DateTimeException ex) {
			throw new InvalidPayloadException(
					"%s%s is \"%s\", expected a time such as 2026-01-31T12:00:00Z".formatted(where, field, text));
		}
	}

	private static long truncatedAlerts(JsonNode payload) throws InvalidPayloadException {
		JsonNode value = payload.path("truncatedAlerts");
		if (absent(value)) {
			return 0;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
			throw new InvalidPayloadException("truncatedAlerts is not a count");
		}
		return value.longValue();
	}

	private static boolean absent(JsonNode node) {
		return node.isMissingNode() || node.isNull();
	}

}
