package dev.telltale.observability.cardinality;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users may send does not grow the scrape of a service past the limits.
 */
@Tag("flood")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.metrics.web.client.max-uri-tags=1000", "server.max-http-request-header-size=2MB",
				"management.tracing.sampling.probability=0" })
class CardinalityIntegrationTests {

	private static final int REQUESTS = 10_000;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@LocalServerPort
	private int port;

	@Test
	void tenThousandValuesAndUnknownPathsStayWithinTheLimits() throws Exception {
		send(REQUESTS, (i) -> "/search?term=" + URLEncoder.encode("term \"" + i + "\"\n", StandardCharsets.UTF_8));
		send(1000, (i) -> "/nowhere/" + i);
		List<String> scrape = get("/actuator/prometheus").body().lines().toList();
		assertThat(scrape).filteredOn((line) -> line.startsWith("searches_total")).hasSize(100);
		assertThat(scrape).filteredOn((line) -> line.startsWith("http_server_requests_seconds_count"))
			.hasSizeLessThan(10);
		assertThat(sum(scrape, "searches_total")).isEqualTo(REQUESTS);
		// All but the 99 first values.
		assertThat(scrape)
			.contains("telltale_cardinality_collapsed_total{meter=\"searches\",tag=\"term\"} " + (REQUESTS - 99.0));
	}

	@Test
	void clientPathsBuiltByConcatenationStayWithinTheLimits() throws Exception {
		assertThat(get("/call").statusCode()).isEqualTo(200);
		List<String> scrape = get("/actuator/prometheus").body().lines().toList();
		assertThat(scrape).filteredOn((line) -> line.startsWith("http_client_requests_seconds_count")).hasSize(100);
		assertThat(sum(scrape, "http_client_requests_seconds_count")).isEqualTo(1000);
	}

	@Test
	void anEnormousHeaderIsNeverALabel() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/visit")).header("X-User", "u".repeat(1_000_000)).build();
		assertThat(this.client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
		HttpResponse<String> scrape = get("/actuator/prometheus");
		assertThat(scrape.body()).contains("visits_total{user_id=\"other\"} 1.0").doesNotContain("uuuuuuuu");
	}

	private void send(int requests, IntFunction<String> path) throws Exception {
		int batch = 50;
		for (int first = 0; first < requests; first += batch) {
			List<CompletableFuture<?>> answers = new ArrayList<>();
			for (int i = first; i < first + batch; i++) {
				answers.add(this.client.sendAsync(HttpRequest.newBuilder(uri(path.apply(i))).build(),
						BodyHandlers.discarding()));
			}
			CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
		}
	}

	private static double sum(List<String> scrape, String name) {
		return scrape.stream()
			.filter((line) -> line.startsWith(name + "{"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(SearchController.class)
	static class Shop {

	}

	@RestController
	static class SearchController {

		private final MeterRegistry registry;

		private final RestClient client;

		SearchController(MeterRegistry registry, ObservationRegistry observations) {
			this.registry = registry;
			this.client = RestClient.builder().observationRegistry(observations).build();
		}

		@GetMapping("/search")
		String search(@RequestParam String term) {
			this.registry.counter("searches", "term", term).increment();
			return "";
		}

		@GetMapping("/visit")
		String visit(@RequestHeader("X-User") String user) {
			this.registry.counter("visits", "user.id", user).increment();
			return "";
		}

		@GetMapping("/call")
		String call(@RequestHeader("Host") String host) {
			// A path built by concatenation instead of a template.
			for (int i = 0; i < 1000; i++) {
				this.client.get().uri("http://" + host + "/livez?call=" + i).retrieve().toBodilessEntity();
			}
			return "";
		}

	}

}
