package dev.telltale.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the sample service over real HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SampleServiceTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "/health, 200", "/metrics, 200", "/api/users, 200", "/api/users/1, 200", "/api/users/99, 404",
			"/api/error, 500", "/livez, 200", "/readyz, 200", "/faults, 404", "/faults/errors, 404" })
	void answers(String path, int status) throws Exception {
		assertThat(get(path, "*/*").statusCode()).isEqualTo(status);
	}

	@Test
	void flakyFailsSometimes() throws Exception {
		int failures = 0;
		for (int i = 0; i < 100; i++) {
			failures += (get("/api/flaky", "*/*").statusCode() == 500) ? 1 : 0;
		}
		// Three in ten: outside these bounds once in ten million runs.
		assertThat(failures).isBetween(8, 56);
	}

	@Test
	void slowTakesTwoToFiveSeconds() throws Exception {
		long start = System.nanoTime();
		assertThat(get("/api/slow", "*/*").statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
	}

	@Test
	void shortAddressesNegotiateTheContent() throws Exception {
		assertThat(contentType(get("/metrics", "*/*"))).startsWith("text/plain");
		assertThat(contentType(get("/metrics", "application/openmetrics-text;version=1.0.0")))
			.startsWith("application/openmetrics-text");
		assertThat(contentType(get("/health", "application/json"))).startsWith("application/json");
	}

	@Test
	void shortAddressesAreNotMeasured() throws Exception {
		get("/health", "*/*");
		assertThat(get("/metrics", "*/*").body()).doesNotContain("uri=\"/health\"")
			.doesNotContain("uri=\"/metrics\"")
			.doesNotContain("uri=\"/actuator");
	}

	@Test
	void ordersBringRevenue() throws Exception {
		int created = 0;
		while (created == 0) {
			created += (post("/api/orders").statusCode() == 201) ? 1 : 0;
		}
		List<String> scrape = get("/metrics", "*/*").body().lines().toList();
		assertThat(scrape).noneMatch("business_events_total{event=\"order\",outcome=\"success\"} 0.0"::equals)
			.noneMatch("business_amount_total{currency=\"EUR\",event=\"order\"} 0.0"::equals);
	}

	@Test
	void theConnectionPoolIsReal() throws Exception {
		assertThat(get("/metrics", "*/*").body()).contains("hikaricp_connections_max{pool=");
	}

	@Test
	void simulatesTrafficOneRunAtATime() throws Exception {
		assertThat(post("/api/simulate-traffic").statusCode()).isEqualTo(202);
		assertThat(post("/api/simulate-traffic").statusCode()).isEqualTo(409);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> post("/api/simulate-traffic").statusCode() == 202);
		assertThat(get("/metrics", "*/*").body()).contains("client_name=\"localhost\"")
			.contains("business_active_users 2.0");
	}

	private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(),
				BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()).build(),
				BodyHandlers.ofString());
	}

	private static String contentType(HttpResponse<?> response) {
		return response.headers().firstValue("Content-Type").orElseThrow();
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

}
