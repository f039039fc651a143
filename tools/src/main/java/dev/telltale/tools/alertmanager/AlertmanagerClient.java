package dev.telltale.tools.alertmanager;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.http.Json;
import dev.telltale.tools.http.JsonApi;
import dev.telltale.tools.http.JsonApi.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * A client of the Alertmanager's API v2, for 0.25 and later. Every method throws
 * {@link ApiException} if the Alertmanager cannot be reached or refuses the request; the
 * message then is the Alertmanager's own. Thread-safe.
 */
public final class AlertmanagerClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final JsonApi api;

	/**
	 * Create a client.
	 * @param address where the Alertmanager is, with its path prefix if it has one
	 */
	public AlertmanagerClient(URI address) {
		this(address, TIMEOUT);
	}

	/**
	 * Create a client.
	 * @param address where the Alertmanager is, with its path prefix if it has one
	 * @param timeout how long a request may take
	 */
	public AlertmanagerClient(URI address, Duration timeout) {
		this.api = new JsonApi("Alertmanager", address, timeout);
	}

	/**
	 * Return the alerts that fire, suppressed ones included.
	 * @param filter only alerts that meet all of these
	 * @return the alerts
	 */
	public List<Alert> alerts(Matcher... filter) {
		return Json.list(this.api.get("/api/v2/alerts", parameters(filter)), this::alert);
	}

	/**
	 * Return the alerts as they are notified, suppressed ones included.
	 * @param filter only alerts that meet all of these
	 * @return the groups
	 */
	public List<AlertGroup> groups(Matcher... filter) {
		return Json.list(this.api.get("/api/v2/alerts/groups", parameters(filter)),
				(group) -> new AlertGroup(Json.texts(group.path("labels")), Json.text(group.path("receiver"), "name"),
						Json.list(group.path("alerts"), this::alert)));
	}

	/**
	 * Return the silences, those that have ended included.
	 * @return the silences
	 */
	public List<Silence> silences() {
		return Json
			.list(this.api.get("/api/v2/silences", new Parameters()), (silence) -> new Silence(Json.text(silence, "id"),
					Json.constant(silence.path("status"), "state", Silence.State.EXPIRED),
					Json.list(silence.path("matchers"),
							(matcher) -> new Matcher(Json.text(matcher, "name"), Json.text(matcher, "value"),
									matcher.path("isRegex").asBoolean(false), matcher.path("isEqual").asBoolean(true))),
					Json.time(silence, "startsAt"), Json.time(silence, "endsAt"), Json.text(silence, "createdBy"),
					Json.text(silence, "comment")));
	}

	/**
	 * Silence alerts.
	 * @param matchers the conditions, all of which an alert must meet
	 * @param startsAt when the silence begins; a past time means now
	 * @param endsAt when it ends
	 * @param createdBy who makes it
	 * @param comment why
	 * @return the id of the silence
	 */
	public String createSilence(List<Matcher> matchers, Instant startsAt, Instant endsAt, String createdBy,
			String comment) {
		List<Map<String, Object>> conditions = matchers.stream()
			.map((matcher) -> Map.<String, Object>of("name", matcher.name(), "value", matcher.value(), "isRegex",
					matcher.isRegex(), "isEqual", matcher.isEqual()))
			.toList();
		return Json.text(this.api.post("/api/v2/silences", Map.of("matchers", conditions, "startsAt",
				startsAt.toString(), "endsAt", endsAt.toString(), "createdBy", createdBy, "comment", comment)),
				"silenceID");
	}

	/**
	 * End a silence.
	 * @param id its id
	 */
	public void expireSilence(String id) {
		this.api.delete("/api/v2/silence/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
	}

	/**
	 * Return what the Alertmanager tells about itself.
	 * @return its status
	 */
	public Status status() {
		JsonNode status = this.api.get("/api/v2/status", new Parameters());
		return new Status(Json.text(status.path("versionInfo"), "version"), Json.time(status, "uptime"),
				Json.text(status.path("cluster"), "status"), Json.text(status.path("config"), "original"));
	}

	/**
	 * Return whether the server is ready.
	 * @return whether it is; never throws
	 */
	public boolean isReady() {
		return this.api.answers("/-/ready");
	}

	private Alert alert(JsonNode alert) {
		JsonNode status = alert.path("status");
		return new Alert(Json.text(alert, "fingerprint"), Json.texts(alert.path("labels")),
				Json.texts(alert.path("annotations")), Json.time(alert, "startsAt"), Json.time(alert, "endsAt"),
				Json.time(alert, "updatedAt"), Json.text(alert, "generatorURL"),
				Json.constant(status, "state", Alert.State.UNPROCESSED), texts(status.path("inhibitedBy")),
				texts(status.path("silencedBy")),
				Json.list(alert.path("receivers"), (receiver) -> Json.text(receiver, "name")));
	}

	private static List<String> texts(JsonNode array) {
		return Json.list(array, (text) -> text.asString(""));
	}

	private static Parameters parameters(Matcher... filter) {
		return new Parameters().addAll("filter", Arrays.stream(filter).map(Matcher::toString).toList());
	}

}
