package dev.telltale.preview;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.http.ApiException;
import dev.telltale.tools.process.Ports;
import dev.telltale.tools.prometheus.PrometheusClient;

/**
 * A real Prometheus with series whose values are known.
 */
final class KnownSeries implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final long start = System.nanoTime();

	private final HttpServer target;

	private final Process prometheus;

	private final URI address;

	KnownSeries(Path folder) throws IOException, InterruptedException {
		this.target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.target.createContext("/metrics", (exchange) -> {
			byte[] body = exposition().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders()
				.set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.target.start();
		this.address = URI.create("http://127.0.0.1:" + new Ports().free());
		Files.writeString(folder.resolve("rules.yml"), """
				groups:
				  - name: golden
				    rules:
				      - alert: GoldenAlert
				        expr: golden_ratio > 0.9
				        annotations: {summary: "The ratio is <b>high</b>."}
				""");
		Path config = Files.writeString(folder.resolve("prometheus.yml"), """
				global: {scrape_interval: 1s, evaluation_interval: 1s}
				rule_files: [rules.yml]
				scrape_configs:
				  - job_name: golden
				    static_configs: [{targets: ["127.0.0.1:%d"]}]
				""".formatted(this.target.getAddress().getPort()));
		this.prometheus = new ProcessBuilder(Toolbox.standard()
			.require(Tool.PROMETHEUS)
			.command("--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("data"),
					"--web.listen-address=127.0.0.1:" + this.address.getPort(), "--enable-feature=exemplar-storage"))
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("prometheus.log").toFile())
			.start();
		try {
			awaitSamples(folder);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	URI address() {
		return this.address;
	}

	private void awaitSamples(Path folder) throws IOException, InterruptedException {
		PrometheusClient client = new PrometheusClient(this.address);
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!hasSamples(client)) {
			if (System.nanoTime() > deadline || !this.prometheus.isAlive()) {
				throw new IOException(
						"Prometheus has no samples: " + Files.readString(folder.resolve("prometheus.log")));
			}
			Thread.sleep(200);
		}
	}

	private static boolean hasSamples(PrometheusClient client) {
		try {
			return !client.query("count_over_time(golden_bytes[1m]) >= 10").samples().isEmpty();
		}
		catch (ApiException ex) {
			return false;
		}
	}

	private String exposition() {
		long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.start);
		return """
				# TYPE golden_bytes gauge
				golden_bytes 1500
				# TYPE golden_seconds gauge
				golden_seconds 0.25
				# TYPE golden_ratio gauge
				golden_ratio 0.93
				# TYPE golden_up gauge
				golden_up{component="db"} 1
				golden_up{component="mail"} 1
				# TYPE golden_route_seconds gauge
				golden_route_seconds{route="/api/orders",method="GET"} 0.5
				golden_route_seconds{route="/api/orders",method="POST"} 2
				golden_route_seconds{route="/api/users/{id}",method="GET"} 0.125
				# TYPE golden_request_seconds histogram
				golden_request_seconds_bucket{le="0.1"} %1$d # {trace_id="0123456789abcdef0123456789abcdef"} 0.05
				golden_request_seconds_bucket{le="1.0"} %2$d # {trace_id="fedcba9876543210fedcba9876543210"} 0.7
				golden_request_seconds_bucket{le="+Inf"} %3$d
				golden_request_seconds_count %3$d
				golden_request_seconds_sum %3$d
				# EOF
				""".formatted(seconds * 2, seconds * 5, seconds * 6);
	}

	@Override
	public void close() {
		this.target.stop(0);
		this.prometheus.destroy();
		try {
			if (!this.prometheus.waitFor(10, TimeUnit.SECONDS)) {
				this.prometheus.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.prometheus.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
