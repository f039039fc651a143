package dev.telltale.cli.receiver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a {@link NotificationReceiver} of another process received. Thread-safe.
 */
public final class ReceiverClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final URI address;

	/**
	 * Create a client.
	 * @param address the address of the receiver
	 */
	public ReceiverClient(URI address) {
		this.address = address;
	}

	/**
	 * Return the notifications that were received after a time.
	 * @param since the time
	 * @return the notifications, the oldest first
	 * @throws IOException if the receiver does not answer as one does
	 * @throws InterruptedException if this thread is interrupted
	 */
	public List<Notification> since(Instant since) throws IOException, InterruptedException {
		URI uri = this.address.resolve("/api/notifications?since=" + since);
		HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IOException("%s answers %d: give the address of the receiver of notifications".formatted(uri,
					response.statusCode()));
		}
		try {
			List<Notification> notifications = new ArrayList<>();
			for (JsonNode entry : JSON.readTree(response.body()).path("notifications")) {
				notifications.add(NotificationLog.parse(entry.toString()).notification());
			}
			return notifications;
		}
		catch (JacksonException | InvalidPayloadException ex) {
			throw new IOException(
					"%s does not answer as a receiver of notifications does: %s".formatted(uri, ex.getMessage()));
		}
	}

}
