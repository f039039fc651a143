package dev.telltale.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import dev.telltale.observability.business.BusinessMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a service with only the dependency emits under real HTTP load.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=shop", "management.tracing.sampling.probability=1.0",
				"telltale.http.excluded-paths=/internal/**", "spring.main.lazy-initialization=true",
				"telltale.slo.objectives.items.http.uri=/items/{id}",
				"telltale.slo.objectives.items.availability.objective=0.999",
				"telltale.slo.objectives.items.latency.objective=0.99",
				"telltale.slo.objectives.items.latency.threshold=10s" })
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class StarterIntegrationTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	private List<String> firstScrape;

	@BeforeEach
	void scrapeBeforeAnyTraffic() throws Exception {
		this.firstScrape = scrape();
	}

	@Test
	void countersStandAtZeroBeforeTheFirstRequestEvenIfBeansAreLazy() {
		assertThat(this.firstScrape).contains("slo_events_total{result=\"bad\",sli=\"availability\",slo=\"http\"} 0.0",
				"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"items\"} 0.0",
				"slo_events_total{result=\"bad\",sli=\"latency\",slo=\"items\"} 0.0",
				"slo_objective_ratio{sli=\"availability\",slo=\"items\"} 0.999",
				"slo_latency_threshold_seconds{sli=\"latency\",slo=\"items\"} 10.0",
				"slo_min_bad_events{sli=\"availability\",slo=\"http\"} 5.0",
				"slo_ignored_events_total{reason=\"client_error\",sli=\"availability\",slo=\"items\"} 0.0");
	}

	@Test
	void requestsAreCountedOnceWithBucketsAndWithoutDoubledLabels() throws Exception {
		get("/items/1");
		List<String> scrape = scrape();
		String labels = "exception=\"none\",method=\"GET\",outcome=\"SUCCESS\",status=\"200\",uri=\"/items/{id}\"";
		assertThat(scrape).anyMatch((line) -> line.startsWith("http_server_requests_seconds_count{" + labels + "} 1"));
		assertThat(scrape).filteredOn((line) -> line.startsWith("http_server_requests_seconds_bucket{" + labels))
			.hasSize(15)
			.anyMatch((line) -> line.contains("le=\"0.005\""))
			.anyMatch((line) -> line.contains("le=\"10.0\""))
			.anyMatch((line) -> line.contains("le=\"+Inf\""));
		assertThat(scrape).noneMatch((line) -> line.startsWith("http_server_requests_active"));
	}

	@Test
	void managementAndExcludedPathsAreNotMeasured() throws Exception {
		assertThat(get("/internal/ping").statusCode()).isEqualTo(200);
		assertThat(get("/livez").statusCode()).isEqualTo(200);
		assertThat(get("/readyz").statusCode()).isEqualTo(200);
		assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
		assertThat(scrape()).noneMatch((line) -> line.startsWith("http_server_requests_seconds"))
			.contains("slo_events_total{result=\"good\",sli=\"availability\",slo=\"http\"} 0.0");
	}

	@Test
	void failuresSpendTheBudgetAndRefusalsDoNot() throws Exception {
		get("/items/1");
		assertThat(get("/items/0").statusCode()).isEqualTo(500);
		assertThat(get("/items/-1").statusCode()).isEqualTo(404);
		assertThat(get("/nowhere").statusCode()).isEqualTo(404);
		assertThat(scrape()).contains("slo_events_total{result=\"good\",sli=\"availability\",slo=\"items\"} 1.0",
				"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"items\"} 1.0",
				"slo_events_total{result=\"good\",sli=\"latency\",slo=\"items\"} 1.0",
				"slo_ignored_events_total{reason=\"client_error\",sli=\"availability\",slo=\"items\"} 1.0",
				"slo_events_total{result=\"good\",sli=\"availability\",slo=\"http\"} 1.0",
				"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"http\"} 1.0",
				"slo_ignored_events_total{reason=\"client_error\",sli=\"availability\",slo=\"http\"} 2.0");
	}

	@Test
	void bucketsCarryExemplarsOfTheTrace() throws Exception {
		get("/items/1");
		assertThat(scrape()).anyMatch((line) -> line.startsWith("http_server_requests_seconds_bucket")
				&& line.matches(".*# \\{span_id=\"[0-9a-f]{16}\",trace_id=\"[0-9a-f]{32}\"}.*"));
	}

	@Test
	void nothingButBucketsAndCountersCarriesExemplars() throws Exception {
		get("/items/1");
		assertThat(scrape()).filteredOn((line) -> line.contains("trace_id="))
			.isNotEmpty()
			.allMatch((line) -> line.matches("\\w+_(bucket|total)\\{.*"));
	}

	@Test
	void businessMetricsAreOffered() throws Exception {
		get("/items/1");
		assertThat(scrape()).contains("business_events_total{event=\"sale\",outcome=\"failure\"} 0.0");
	}

	private List<String> scrape() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(uri("/actuator/prometheus"))
			.header("Accept", "application/openmetrics-text; version=1.0.0")
			.build();
		HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body().lines().toList();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).method("GET", BodyPublishers.noBody()).build(),
				BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		BusinessMetrics.BusinessEvent sale(BusinessMetrics metrics) {
			return metrics.event("sale");
		}

		@Bean
		ItemController itemController(BusinessMetrics.BusinessEvent sale) {
			return new ItemController();
		}

	}

	@RestController
	static class ItemController {

		@GetMapping("/items/{id}")
		Map<String, Integer> item(@PathVariable int id) {
			if (id < 0) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			return Map.of("price", 100 / id);
		}

		@GetMapping("/internal/ping")
		String ping() {
			return "pong";
		}

	}

}
