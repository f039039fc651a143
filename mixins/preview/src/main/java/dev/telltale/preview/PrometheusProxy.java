package dev.telltale.preview;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import dev.telltale.tools.http.RefusedException;
import dev.telltale.tools.http.Reply;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page may read from Prometheus' API, and nothing else: a few paths of one
 * address. Thread-safe.
 */
final class PrometheusProxy {

	private static final Set<String> PATHS = Set.of("query", "query_range", "query_exemplars", "labels", "series",
			"metadata", "rules", "alerts");

	private static final Pattern LABEL_VALUES = Pattern.compile("label/[a-zA-Z_][a-zA-Z0-9_]*/values");

	private static final int MAX_CONCURRENT = 16;

	/** How long an answer may be, in bytes. */
	private static final int MAX_ANSWER = 64 * 1024 * 1024;

	private final URI prometheus;

	private final Duration timeout;

	private final HttpClient client;

	private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);

	private final JsonMapper mapper = new JsonMapper();

	PrometheusProxy(URI prometheus, Duration timeout) {
		this.prometheus = prometheus;
		this.timeout = timeout;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout)
			.build();
	}

	/**
	 * Return whether a path may be asked for.
	 * @param path the path below {@code /api/v1/}
	 * @return whether it is one of those the page needs
	 */
	static boolean allows(String path) {
		return PATHS.contains(path) || LABEL_VALUES.matcher(path).matches();
	}

	/**
	 * Ask Prometheus.
	 * @param path the path below {@code /api/v1/}
	 * @param query the parameters as they came, or none
	 * @param body the parameters of a POST, or none
	 * @return what Prometheus answered, as it came
	 * @throws RefusedException if the path is not one of those allowed, or Prometheus
	 * does not answer, or refuses
	 */
	Reply ask(String path, @Nullable String query, byte @Nullable [] body) throws RefusedException {
		if (!allows(path)) {
			throw new RefusedException(404,
					"Only queries, labels, series, metadata, rules and alerts of Prometheus" + " can be read here");
		}
		try {
			// A page asks for many panels at once: they take turns.
			if (!this.permits.tryAcquire(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new RefusedException(503, "Still waiting for %s to answer earlier requests".formatted(name()));
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		try {
			return fetch(path, query, body);
		}
		finally {
			this.permits.release();
		}
	}

	private Reply fetch(String path, @Nullable String query, byte @Nullable [] body) throws RefusedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(address(path, query)).header("Accept", "application/json");
		String userInfo = this.prometheus.getUserInfo();
		if (userInfo != null) {
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
		}
		if (body != null) {
			request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofByteArray(body));
		}
		CompletableFuture<HttpResponse<InputStream>> pending = this.client.sendAsync(request.build(),
				BodyHandlers.ofInputStream());
		try {
			HttpResponse<InputStream> response = pending.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			return reply(response);
		}
		catch (TimeoutException ex) {
			pending.cancel(true);
			throw new RefusedException(504,
					"%s did not answer within %d s".formatted(name(), this.timeout.toSeconds()));
		}
		catch (ExecutionException ex) {
			throw unreachable(ex.getCause());
		}
		catch (IOException ex) {
			throw unreachable(ex);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private Reply reply(HttpResponse<InputStream> response) throws IOException, RefusedException {
		byte[] answer;
		try (InputStream in = response.body()) {
			answer = in.readNBytes(MAX_ANSWER + 1);
		}
		if (answer.length > MAX_ANSWER) {
			throw new RefusedException(502,
					"The answer is longer than %d MB: choose a shorter time range or fewer series"
						.formatted(MAX_ANSWER / 1024 / 1024));
		}
		if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
			throw new RefusedException(502,
					"%s answered with status %d and not in JSON: check that Prometheus listens there".formatted(name(),
							response.statusCode()));
		}
		if (response.statusCode() != 200) {
			throw new RefusedException((response.statusCode() < 500) ? response.statusCode() : 502, message(answer));
		}
		return Reply.rawJson(answer);
	}

	private String message(byte[] answer) {
		try {
			JsonNode error = this.mapper.readTree(answer);
			return "Prometheus: " + error.path("error").asString("no reason given");
		}
		catch (JacksonException ex) {
			return "Prometheus refused, without a reason that can be read";
		}
	}

	private RefusedException unreachable(Throwable cause) {
		if (cause instanceof ConnectException) {
			return new RefusedException(502, "%s cannot be reached: check that it runs".formatted(name()));
		}
		return new RefusedException(502, "%s broke off its answer: see its log".formatted(name()));
	}

	private RefusedException interrupted() {
		Thread.currentThread().interrupt();
		return new RefusedException(503, "The preview is stopping");
	}

	private URI address(String path, @Nullable String query) {
		String base = this.prometheus.getScheme() + "://" + authority(this.prometheus) + this.prometheus.getRawPath();
		return URI
			.create((base.endsWith("/") ? base : base + "/") + "api/v1/" + path + ((query != null) ? "?" + query : ""));
	}

	private String name() {
		return "Prometheus at " + shown(this.prometheus);
	}

	/**
	 * Return the address as it may be shown: without what stands before the host.
	 * @param address the address
	 * @return the address without user and password
	 */
	static String shown(URI address) {
		return address.getScheme() + "://" + authority(address) + address.getRawPath();
	}

	private static String authority(URI address) {
		return address.getHost() + ((address.getPort() >= 0) ? ":" + address.getPort() : "");
	}

}
