package dev.telltale.tools.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Requests to a server that speaks JSON. Thread-safe.
 */
public final class JsonApi {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final JsonMapper MAPPER = JsonMapper.shared();

	// A client has threads of its own: one for all whom nobody asks for a certificate.
	private static final HttpClient OPEN = builder().build();

	private final HttpClient client;

	private final @Nullable String authorization;

	private final String name;

	private final String base;

	private final Duration timeout;

	/**
	 * Create an API.
	 * @param name the server's name for people
	 * @param base its address, which may have a path
	 * @param timeout how long a request may take
	 */
	public JsonApi(String name, URI base, Duration timeout) {
		this(name, base, timeout, Access.OPEN);
	}

	/**
	 * Create an API.
	 * @param name the server's name for people
	 * @param base its address, which may have a path, and a user and password that win
	 * over those of the access and are never shown
	 * @param timeout how long a request may take
	 * @param access what the server asks of its callers
	 */
	public JsonApi(String name, URI base, Duration timeout, Access access) {
		String address = Access.withoutSecrets(base).toString();
		this.client = client(access);
		this.authorization = access.in(base).authorization();
		this.name = name;
		this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
		this.timeout = timeout;
	}

	/**
	 * Get a document.
	 * @param path the path below the base address
	 * @param parameters the query
	 * @return the document
	 * @throws ApiException if there is none
	 */
	public JsonNode get(String path, Parameters parameters) {
		String query = parameters.encode();
		return parse(send(request(query.isEmpty() ? path : path + "?" + query).GET().build()));
	}

	/**
	 * Post a form.
	 * @param path the path below the base address
	 * @param parameters the fields of the form
	 * @return the answer
	 * @throws ApiException if the request fails
	 */
	public JsonNode postForm(String path, Parameters parameters) {
		return parse(send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(parameters.encode()))
			.build()));
	}

	/**
	 * Post a document.
	 * @param path the path below the base address
	 * @param body what Jackson is to write
	 * @return the answer
	 * @throws ApiException if the request fails
	 */
	public JsonNode post(String path, Object body) {
		return parse(send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
			.build()));
	}

	/**
	 * Put a resource.
	 * @param path the path below the base address
	 * @param parameters the query
	 * @return the answer
	 * @throws ApiException if the request fails
	 */
	public JsonNode put(String path, Parameters parameters) {
		String query = parameters.encode();
		return parse(send(
				request(query.isEmpty() ? path : path + "?" + query).PUT(HttpRequest.BodyPublishers.noBody()).build()));
	}

	/**
	 * Delete a resource.
	 * @param path the path below the base address
	 * @throws ApiException if the request fails
	 */
	public void delete(String path) {
		send(request(path).DELETE().build());
	}

	/**
	 * Ask whether a path answers with success.
	 * @param path the path below the base address
	 * @return whether it does
	 */
	public boolean answers(String path) {
		try {
			send(request(path).GET().build());
			return true;
		}
		catch (ApiException ex) {
			return false;
		}
	}

	/**
	 * Create an exception for an answer that is not what it should be.
	 * @param what what is wrong
	 * @return the exception
	 */
	public ApiException unexpected(String what) {
		return new ApiException(this.name + " at " + this.base + " answered with " + what
				+ ": check that this address is that of " + this.name, null);
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(this.timeout)
			.header("Accept", "application/json, application/problem+json;q=0.9");
		if (this.authorization != null) {
			request.header("Authorization", this.authorization);
		}
		return request;
	}

	private static HttpClient client(Access access) {
		return (access.tls() == null) ? OPEN : builder().sslContext(access.tls()).build();
	}

	private static HttpClient.Builder builder() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
	}

	private String send(HttpRequest request) {
		HttpResponse<String> response;
		try {
			response = this.client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new ApiException(this.name + " at " + this.base + " " + describe(ex), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ApiException("Interrupted while waiting for " + this.name, ex);
		}
		if (response.statusCode() / 100 != 2) {
			throw new ApiException(
					this.name + " at " + this.base + " says: " + message(response.body(), response.statusCode()),
					response.statusCode());
		}
		return response.body();
	}

	private JsonNode parse(String body) {
		if (body.isBlank()) {
			return MissingNode.getInstance();
		}
		try {
			return MAPPER.readTree(body);
		}
		catch (JacksonException ex) {
			throw unexpected("something that is not JSON");
		}
	}

	private String describe(IOException ex) {
		if (ex instanceof HttpTimeoutException) {
			return "did not answer within " + this.timeout.toSeconds() + " s";
		}
		if (ex instanceof ConnectException) {
			return "cannot be reached: check that it runs";
		}
		if (ex instanceof SSLException) {
			return "has no certificate that is trusted here (" + ex.getMessage() + ")";
		}
		return "broke the connection" + ((ex.getMessage() != null) ? " (" + ex.getMessage() + ")" : "");
	}

	/**
	 * A server's words: a JSON object with a text in it, such as a problem detail, a JSON
	 * text, or plain text.
	 */
	private static String message(String body, int status) {
		String text = body;
		try {
			JsonNode json = MAPPER.readTree(body);
			text = json.isString() ? json.stringValue()
					: json.path("detail").asString(json.path("error").asString(json.path("message").asString(body)));
		}
		catch (JacksonException ex) {
			// Plain text, then.
		}
		String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
		return (line.isEmpty()) ? "status " + status : line;
	}

	/**
	 * The fields of a query or a form, in order; a name may occur more than once.
	 */
	public static final class Parameters {

		private final List<String> pairs = new ArrayList<>();

		/**
		 * Add a field.
		 * @param name its name
		 * @param value its value
		 * @return this
		 */
		public Parameters add(String name, String value) {
			this.pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
					+ URLEncoder.encode(value, StandardCharsets.UTF_8));
			return this;
		}

		/**
		 * Add a field as often as there are values.
		 * @param name its name
		 * @param values its values
		 * @return this
		 */
		public Parameters addAll(String name, List<String> values) {
			values.forEach((value) -> add(name, value));
			return this;
		}

		String encode() {
			return String.join("&", this.pairs);
		}

	}

}
