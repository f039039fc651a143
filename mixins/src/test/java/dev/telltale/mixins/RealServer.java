package dev.telltale.mixins;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.exposition.Exposition;
import dev.telltale.tools.exposition.Format;

/**
 * A program that runs on the loopback interface and says how it is at {@code /metrics}.
 */
final class RealServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final URI metrics;

	private final Path log;

	private RealServer(Process process, URI metrics, Path log) {
		this.process = process;
		this.metrics = metrics;
		this.log = log;
	}

	/**
	 * Start a program, without waiting for it.
	 * @param tool the program
	 * @param port the port it listens on
	 * @param log the file for its output
	 * @param arguments its arguments besides the port
	 */
	static RealServer start(Tool tool, int port, Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(Toolbox.standard().require(tool).command(arguments));
		command.add("--web.listen-address=127.0.0.1:" + port);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		return new RealServer(process, URI.create("http://127.0.0.1:" + port + "/metrics"), log);
	}

	/**
	 * Return what it exports.
	 */
	Exposition metrics() throws IOException, InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		HttpRequest request = HttpRequest.newBuilder(this.metrics).timeout(PATIENCE).build();
		while (true) {
			try {
				HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
				if (response.statusCode() == 200) {
					return Exposition.parse(response.body(), Format.PROMETHEUS_TEXT);
				}
			}
			catch (IOException ex) {
				// Not listening yet.
			}
			if (!this.process.isAlive() || Instant.now().isAfter(end)) {
				throw new IllegalStateException("no metrics at " + this.metrics + ": " + Files.readString(this.log));
			}
			Thread.sleep(100);
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
