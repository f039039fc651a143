package dev.telltale.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.telltale.observability.test.Scrape;

/**
 * Talks to a service on this machine.
 */
public final class ServiceClient {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	/**
	 * Create a client.
	 * @param port where the service listens
	 */
	public ServiceClient(int port) {
		this.port = port;
	}

	/**
	 * Send a request.
	 * @param method its method
	 * @param path its path and query
	 * @return the answer
	 * @throws IOException if there is none
	 */
	public HttpResponse<String> send(String method, String path) throws IOException {
		return send(request(path).method(method, BodyPublishers.noBody()));
	}

	/**
	 * Post JSON.
	 * @param path the path
	 * @param json what to post
	 * @return the answer
	 * @throws IOException if there is none
	 */
	public HttpResponse<String> post(String path, String json) throws IOException {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	/**
	 * Send a request and return only the status of the answer.
	 * @param method its method
	 * @param path its path and query
	 * @return the status
	 * @throws IOException if there is no answer
	 */
	public int status(String method, String path) throws IOException {
		return send(method, path).statusCode();
	}

	/**
	 * Scrape the service.
	 * @return the scrape
	 * @throws IOException if it does not answer
	 */
	public Scrape scrape() throws IOException {
		return Scrape.parse(send("GET", "/metrics").body());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).timeout(PATIENCE);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
