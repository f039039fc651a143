package dev.telltale.cli.receiver;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.telltale.tools.http.RefusedException;
import dev.telltale.tools.http.Reply;

/**
 * What the page may read from Alertmanager's API, and nothing else: a few paths, by GET,
 * from one address. Thread-safe.
 */
final class AlertmanagerView {

	private static final Set<String> PATHS = Set.of("alerts", "alerts/groups", "silences", "status");

	// Leaves threads of the server free for notifications while Alertmanager hangs.
	private static final int MAX_CONCURRENT = 8;

	private final URI alertmanager;

	private final Duration timeout;

	private final HttpClient client;

	private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

	AlertmanagerView(URI alertmanager, Duration timeout) {
		this.alertmanager = alertmanager;
		this.timeout = timeout;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.proxy(HttpClient.Builder.NO_PROXY)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(timeout)
			.build();
	}

	/**
	 * Read a resource of Alertmanager.
	 * @param path the path below {@code /api/v2/}
	 * @return what Alertmanager answered, as it came
	 * @throws RefusedException if the path is not one of those allowed, or Alertmanager
	 * does not answer
	 */
	Reply get(String path) throws RefusedException {
		if (!PATHS.contains(path)) {
			throw new RefusedException(404, "Only these parts of Alertmanager can be read here: "
					+ String.join(", ", PATHS.stream().sorted().toList()));
		}
		if (!this.permits.tryAcquire()) {
			throw new RefusedException(503, "Still waiting for %s to answer earlier requests".formatted(name()));
		}
		try {
			return Reply.rawJson(fetch(path));
		}
		finally {
			this.permits.release();
		}
	}

	private byte[] fetch(String path) throws RefusedException {
		HttpRequest request = HttpRequest.newBuilder(address(path)).header("Accept", "application/json").build();
		CompletableFuture<HttpResponse<byte[]>> pending = this.client.sendAsync(request, BodyHandlers.ofByteArray());
		try {
			// The timeout of HttpRequest would end with the headers.
			HttpResponse<byte[]> response = pending.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
			if (response.statusCode() != 200) {
				throw new RefusedException(502, "%s answered %s with status %d: see its log".formatted(name(),
						request.uri().getPath(), response.statusCode()));
			}
			if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
				throw new RefusedException(502,
						"%s does not answer in JSON: check that Alertmanager listens there".formatted(name()));
			}
			return response.body();
		}
		catch (TimeoutException ex) {
			pending.cancel(true);
			throw new RefusedException(502,
					"%s did not answer within %d ms: see its log".formatted(name(), this.timeout.toMillis()));
		}
		catch (ExecutionException ex) {
			throw unreachable(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefusedException(503, "The receiver is stopping");
		}
	}

	private RefusedException unreachable(Throwable cause) {
		if (cause instanceof ConnectException) {
			return new RefusedException(502,
					"%s cannot be reached: start the stack with ./telltale up".formatted(name()));
		}
		return new RefusedException(502, "%s broke off its answer: see its log".formatted(name()));
	}

	URI address() {
		return this.alertmanager;
	}

	private URI address(String path) {
		String base = this.alertmanager.toString();
		return URI.create((base.endsWith("/") ? base : base + "/") + "api/v2/" + path);
	}

	private String name() {
		return "Alertmanager at " + this.alertmanager;
	}

}
