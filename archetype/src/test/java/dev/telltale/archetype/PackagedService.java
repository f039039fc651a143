package dev.telltale.archetype;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar of a generated service, started as in production, where nothing of its tests is
 * on the class path.
 */
final class PackagedService implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final Path log;

	private final int port;

	private PackagedService(Process process, Path log, int port) {
		this.process = process;
		this.log = log;
		this.port = port;
	}

	static PackagedService start(Path java, Path jar) throws IOException, InterruptedException {
		int port = freePort();
		Path log = jar.resolveSibling("service.log");
		Process process = new ProcessBuilder(java.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1", "-jar",
				jar.toString(), "--server.address=127.0.0.1", "--server.port=" + port,
				"--management.server.port=" + port)
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		PackagedService service = new PackagedService(process, log, port);
		try {
			service.awaitReadiness();
			return service;
		}
		catch (Throwable ex) {
			service.close();
			throw ex;
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void awaitReadiness() throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (true) {
			try {
				if (get("/readyz").statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				// Not yet.
			}
			assertThat(this.process.isAlive()).as("service of %s", this.log).isTrue();
			assertThat(System.nanoTime()).as("time to start, see %s", this.log).isLessThan(end);
			Thread.sleep(200);
		}
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder().GET(), path);
	}

	HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder().POST(BodyPublishers.noBody()), path);
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String path)
			throws IOException, InterruptedException {
		return this.client.send(
				request.uri(URI.create("http://127.0.0.1:" + this.port + path)).timeout(Duration.ofSeconds(10)).build(),
				BodyHandlers.ofString());
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
