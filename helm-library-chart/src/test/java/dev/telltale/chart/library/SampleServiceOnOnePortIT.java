package dev.telltale.chart.library;

import java.nio.file.Path;
import java.util.Map;

import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample service as its own chart starts it, with one port for users and management.
 */
@RequiresHelm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleServiceOnOnePortIT {

	private static final Chart CHART = Chart.in(Path.of("../examples/kubernetes/sample-service"))
		.name("sample-service")
		.namespace("monitoring");

	private Rendering rendering;

	private StartedService service;

	@BeforeAll
	void start(@TempDir Path temporary) throws Exception {
		int port = StartedService.freePort();
		// The chart's own values, but for a port that is free here, and no collector.
		this.rendering = CHART.values("""
				observability:
				  ports: {http: %d, management: %d}
				  tracing: {endpoint: ""}
				  config: {server: {address: 127.0.0.1}}
				""".formatted(port, port)).render();
		this.service = new StartedService(this.rendering, temporary, Map.of());
	}

	@AfterAll
	void stop() throws InterruptedException {
		if (this.service != null) {
			this.service.close();
		}
	}

	@Test
	void itsChartHasOnePort() {
		Rendering own = CHART.render();
		assertThat(own.only("Deployment").at("/spec/template/spec/containers/0/ports")).hasSize(1);
		assertThat(this.rendering.only("Deployment").at("/spec/template/spec/containers/0/ports")).hasSize(1);
	}

	@Test
	void everyProbeIsAnswered() throws Exception {
		this.service.answersProbesOf(this.rendering);
	}

	@Test
	void isScrapedWhereTheMonitorLooks() throws Exception {
		assertThat(this.service.scrape()).contains("application_info{environment=\"production\"",
				"name=\"sample-service\"");
	}

	@Test
	void usersSeeHealthAndMetricsThere() throws Exception {
		int port = this.service.port("http");
		assertThat(this.service.get(port, "/api/users").statusCode()).isEqualTo(200);
		assertThat(this.service.get(port, "/health").body()).contains("UP");
		assertThat(this.service.get(port, "/metrics").body()).contains("application_info");
	}

	@Test
	void helmTestFindsEveryMetric() throws Exception {
		assertThat(this.service.helmTest()).isEqualTo("0 metrics are missing at " + this.service.testedUrl() + "\n0");
		assertThat(this.service.helmTest("nobody_exports_this")).endsWith("\n1");
	}

}
