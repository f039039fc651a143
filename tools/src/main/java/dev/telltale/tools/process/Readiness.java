package dev.telltale.tools.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits until a process serves. Thread-safe.
 */
public final class Readiness {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(REQUEST_TIMEOUT)
		.build();

	private final Consumer<Duration> progress;

	/**
	 * Create a readiness check that tells no one.
	 */
	public Readiness() {
		this((waited) -> {
		});
	}

	/**
	 * Create a readiness check.
	 * @param progress called after every fruitless poll with the time waited so far
	 */
	public Readiness(Consumer<Duration> progress) {
		this.progress = progress;
	}

	/**
	 * Wait until an address answers with a status of 200 to 299.
	 * @param process the process that serves the address
	 * @param address the address
	 * @param limit how long to wait at most
	 * @return how long it took
	 * @throws NotReadyException if the process ends first or time runs out
	 * @throws InterruptedException if this thread is interrupted
	 */
	public Duration await(OwnedProcess process, URI address, Duration limit)
			throws NotReadyException, InterruptedException {
		long start = System.nanoTime();
		Duration pause = FIRST_PAUSE;
		while (true) {
			// Asked before the poll, so that the answer cannot come from someone else.
			boolean alive = process.isAlive();
			String answer = alive ? poll(address) : "";
			Duration waited = Duration.ofNanos(System.nanoTime() - start);
			if (answer.isEmpty() && alive) {
				return waited;
			}
			if (!process.isAlive()) {
				throw new NotReadyException(describeExit(process));
			}
			if (waited.compareTo(limit) > 0) {
				throw new NotReadyException("%s did not get ready within %d s: %s (its log is %s)"
					.formatted(process.name(), limit.toSeconds(), answer, process.logFile()));
			}
			this.progress.accept(waited);
			TimeUnit.MILLISECONDS.sleep(pause.toMillis());
			pause = (pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0) ? pause.multipliedBy(2) : LONGEST_PAUSE;
		}
	}

	/** Return why the address is not ready, or nothing if it is. */
	private String poll(URI address) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(address).timeout(REQUEST_TIMEOUT).build();
		try {
			int status = this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
			return (status / 100 == 2) ? "" : address + " answers with status " + status;
		}
		catch (IOException ex) {
			return address + " does not answer";
		}
	}

	private static String describeExit(OwnedProcess process) {
		String reason = process.lastWords().map((line) -> ": " + line).orElse("");
		return "%s ended with exit code %d before it was ready%s (its log is %s)".formatted(process.name(),
				process.exitValue().orElse(-1), reason, process.logFile());
	}

}
