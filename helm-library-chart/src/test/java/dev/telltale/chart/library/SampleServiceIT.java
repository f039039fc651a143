package dev.telltale.chart.library;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample service, started with the environment and the files that its chart renders,
 * with a management port apart: its probes answer, it is scraped where the monitor looks,
 * and it is who it shall be.
 */
@RequiresHelm
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleServiceIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final BlockingQueue<String> traces = new LinkedBlockingQueue<>();

	private HttpServer collector;

	private Chart chart;

	private Rendering rendering;

	private StartedService service;

	@BeforeAll
	void start(@TempDir Path temporary) throws Exception {
		this.collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.collector.createContext("/v1/traces", (exchange) -> {
			this.traces.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.collector.start();
		this.chart = Chart.in(Path.of("../examples/kubernetes/sample-service"))
			.name("sample-service")
			.namespace("monitoring")
			.values("""
					observability:
					  ports: {http: %d, management: %d}
					  cluster: eu-1
					  tracing: {endpoint: "http://127.0.0.1:%d/v1/traces", samplingProbability: 1}
					  secretFiles: [flags]
					  config: {server: {address: 127.0.0.1}, management: {server: {address: 127.0.0.1}}}
					""".formatted(StartedService.freePort(), StartedService.freePort(),
					this.collector.getAddress().getPort()));
		this.rendering = this.chart.render();
		// A secret, each key a property.
		this.service = new StartedService(this.rendering, temporary,
				Map.of("/etc/observability-secrets/flags/telltale.logging.access.enabled", "true"));
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.service != null) {
			this.service.close();
		}
		if (this.collector != null) {
			this.collector.stop(0);
		}
	}

	// The last of all, for it ends the service.
	@Test
	@Order(Integer.MAX_VALUE)
	void endsWithinItsGracePeriod() throws Exception {
		this.service.process().destroy();
		int grace = this.rendering.only("Deployment").at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
		assertThat(this.service.process().waitFor(grace, TimeUnit.SECONDS)).isTrue();
		assertThat(this.service.process().exitValue()).isEqualTo(143);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "management" })
	void everyProbeIsAnswered(String port) throws Exception {
		this.service.answersProbesOf(this.chart.values("observability: {probes: {port: " + port + "}}").render());
	}

	@Test
	void isScrapedWhereTheMonitorLooks() throws Exception {
		assertThat(this.service.scrape()).contains("application_info{environment=\"production\"",
				"name=\"sample-service\"", "version=\"" + version() + "\"");
	}

	@Test
	void objectivesOfTheChartWinOverThoseOfTheService() throws Exception {
		assertThat(this.service.scrape()).contains("slo_latency_threshold_seconds{sli=\"latency\",slo=\"orders\"} 0.4",
				"slo_latency_threshold_seconds{sli=\"latency\",slo=\"users\"} 0.3",
				"slo_objective_ratio{sli=\"availability\",slo=\"orders\"} 0.999");
	}

	@Test
	void theUsersPortKnowsNoManagement() throws Exception {
		assertThat(this.service.get(this.service.port("http"), "/actuator/prometheus").statusCode()).isEqualTo(404);
		assertThat(this.service.get(this.service.port("http"), "/api/users").statusCode()).isEqualTo(200);
	}

	@Test
	void tracesGoToTheCollectorAndSayWhereTheyComeFrom() throws Exception {
		this.service.get(this.service.port("http"), "/api/users");
		String trace = this.traces.poll(20, TimeUnit.SECONDS);
		assertThat(trace).as("what the collector got")
			.isNotNull()
			.contains("service.name", "sample-service", "service.version", version(), "deployment.environment.name",
					"production", "k8s.pod.name", "the-metadata.name", "k8s.cluster.name", "eu-1",
					"k8s.deployment.name", "k8s.node.name", "the-spec.nodeName");
	}

	@Test
	void linesAreJsonAndSecretFilesAreRead() throws Exception {
		this.service.get(this.service.port("http"), "/api/users");
		Path log = this.service.log();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!Files.readString(log).contains("dev.telltale.access") && System.nanoTime() < deadline) {
			Thread.sleep(100);
		}
		String line = Files.readAllLines(log)
			.stream()
			.filter((each) -> each.contains("dev.telltale.access"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no access line in " + log));
		JsonNode json = new JsonMapper().readTree(line);
		assertThat(json.path("service_name").asString()).isEqualTo("sample-service");
		assertThat(json.path("service_version").asString()).isEqualTo(version());
		assertThat(json.path("environment").asString()).isEqualTo("production");
	}

	@Test
	void helmTestPassesAndFailsForWhatIsMissing() throws Exception {
		String url = this.service.testedUrl();
		assertThat(this.service.helmTest()).isEqualTo("0 metrics are missing at " + url + "\n0");
		assertThat(this.service.helmTest("nobody_exports_this"))
			.contains("nobody_exports_this is not exposed: dashboards and alerts that read it stay empty")
			.endsWith("1 metrics are missing at " + url + "\n1");
	}

	// That of the image, as the chart labels it.
	private String version() {
		return this.rendering.only("Deployment").at("/metadata/labels/app.kubernetes.io~1version").asString();
	}

}
