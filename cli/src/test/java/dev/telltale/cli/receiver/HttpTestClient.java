package dev.telltale.cli.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks HTTP to one server.
 */
final class HttpTestClient {

	private static final JsonMapper mapper = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final URI base;

	HttpTestClient(URI base) {
		this.base = base;
	}

	HttpResponse<String> get(String path) {
		return send("GET", path, "");
	}

	JsonNode json(String path) {
		return mapper.readTree(get(path).body());
	}

	HttpResponse<String> post(String path, String json) {
		return send("POST", path, json, "Content-Type", "application/json");
	}

	HttpResponse<String> send(String method, String path, String body, String... headers) {
		return send(method, path, BodyPublishers.ofString(body), headers);
	}

	HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.timeout(Duration.ofSeconds(20))
			.method(method, body);
		if (headers.length > 0) {
			request.headers(headers);
		}
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
