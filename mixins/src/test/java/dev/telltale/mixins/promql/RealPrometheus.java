package dev.telltale.mixins.promql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.http.JsonApi;
import dev.telltale.tools.http.JsonApi.Parameters;

/**
 * A Prometheus that scrapes nothing, to be asked about expressions.
 */
final class RealPrometheus implements AutoCloseable {

	private final Process process;

	private final JsonApi api;

	private RealPrometheus(Process process, JsonApi api) {
		this.process = process;
		this.api = api;
	}

	static RealPrometheus start(Path directory) throws IOException, InterruptedException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
		Path log = directory.resolve("prometheus.log");
		Process process = new ProcessBuilder(Toolbox.standard()
			.require(Tool.PROMETHEUS)
			.command("--config.file=" + config, "--storage.tsdb.path=" + directory.resolve("data"),
					"--web.listen-address=127.0.0.1:" + port))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		RealPrometheus prometheus = new RealPrometheus(process,
				new JsonApi("Prometheus", URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(10)));
		Instant end = Instant.now().plusSeconds(20);
		while (!prometheus.api.answers("/-/ready")) {
			if (!process.isAlive() || Instant.now().isAfter(end)) {
				prometheus.close();
				throw new IllegalStateException("Prometheus did not become ready: " + Files.readString(log));
			}
			Thread.sleep(50);
		}
		return prometheus;
	}

	/**
	 * Return an expression as Prometheus writes it.
	 * @param expression the expression
	 * @return nothing if Prometheus refuses it
	 */
	Optional<String> format(String expression) {
		try {
			return Optional.of(this.api.get("/api/v1/format_query", new Parameters().add("query", expression))
				.get("data")
				.asString());
		}
		catch (ApiException ex) {
			if (ex.status() == 400) {
				return Optional.empty();
			}
			throw ex;
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
