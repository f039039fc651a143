package dev.telltale.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.Telemetry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the faults do in a service that knows nothing of them, below a context path.
 */
@TestPropertySource(properties = { "telltale.faults.enabled=true", "telltale.http.excluded-paths=/internal/**",
		"telltale.health.interval=200ms", "telltale.slo.objectives.http.latency.objective=0.99",
		"telltale.slo.objectives.http.latency.threshold=300ms", "spring.datasource.hikari.maximum-pool-size=3",
		"spring.datasource.hikari.connection-timeout=300", "management.endpoint.health.show-components=always",
		"server.address=127.0.0.1", "management.endpoints.web.exposure.include=health,prometheus" })
@ExtendWith(OutputCaptureExtension.class)
abstract class ServiceFaultsTests {

	private static final JsonMapper mapper = new JsonMapper();

	private static final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	@AfterEach
	void undoAll() throws Exception {
		assertThat(status("DELETE", "/faults")).isEqualTo(204);
	}

	@Test
	void listsAllFaults() throws Exception {
		HttpResponse<String> response = send("GET", "/faults");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		List<String> names = new ArrayList<>();
		for (JsonNode fault : mapper.readTree(response.body())) {
			names.add(fault.path("name").stringValue());
		}
		assertThat(names).containsExactly("cardinality-bomb", "component-down", "cpu", "deadlock", "errors", "latency",
				"log-flood", "memory-leak", "pool-exhaustion", "unready");
		assertThat(send("GET", "/faults/").body()).isEqualTo(send("GET", "/faults").body());
	}

	@Test
	void saysAtStartThatItCanBeBroken(CapturedOutput output) {
		assertThat(LogLines.of(output)).hasLine(
				"Faults can be switched on: whoever reaches port %d on 127.0.0.1 can break this service, at /shop/faults."
					.formatted(this.port) + " Never set telltale.faults.enabled in production")
			.withField("level", "WARN");
	}

	@ParameterizedTest
	@CsvSource({ "/orders/1, /orders/{id}, /orders/**, /users/1", "/users/1, /users/{id}, /users/{id}, /orders/1" })
	void errorsCountAsThoseOfTheirRoute(String path, String uri, String pattern, String other, CapturedOutput output)
			throws Exception {
		double before = bad("availability");
		JsonNode state = mapper.readTree(
				send("PUT", "/faults/errors?count=2&seconds=90&path=" + pattern.replace("{", "%7B").replace("}", "%7D"))
					.body());
		assertThat(state.path("remaining").stringValue()).isIn("PT1M30S", "PT1M29S");
		assertThat(status("GET", path)).isEqualTo(500);
		assertThat(status("GET", other)).isEqualTo(200);
		assertThat(state("errors").path("used").intValue()).isEqualTo(1);
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.telemetry.scrape())
				.hasSeries("http_server_requests_seconds_count", "uri", uri, "status", "500", "outcome", "SERVER_ERROR",
						"exception", "InjectedFaultException")
				.withValue(1);
			assertThat(bad("availability")).isEqualTo(before + 1);
			assertThat(LogLines.of(output).objects()).anySatisfy((line) -> {
				assertThat(line.path("level").asString()).isEqualTo("ERROR");
				assertThat(line.path("stack_trace").asString()).contains("InjectedFaultException: This request fails");
			});
		});
		assertThat(status("GET", path)).isEqualTo(500);
		assertThat(status("GET", path)).as("after its count").isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "/orders/2, /orders/{id}", "/users/2, /users/{id}" })
	void latencyCountsAsThatOfItsRoute(String path, String uri) throws Exception {
		double before = bad("latency");
		send("PUT", "/faults/latency?millis=400&path=" + path);
		assertThat(send("GET", path).body()).endsWith(" 2");
		Awaitility.await().untilAsserted(() -> {
			assertThat(bad("latency")).isEqualTo(before + 1);
			assertThat(this.telemetry.scrape())
				.hasGauge("http_server_requests_seconds_max", "uri", uri, "status", "200")
				.withValueOfAtLeast(0.4);
		});
	}

	@Test
	void theUndoWakesThoseThatWait() throws Exception {
		send("PUT", "/faults/latency?millis=60000&path=/orders/3");
		CompletableFuture<Integer> request = statusLater("/orders/3");
		Awaitility.await().until(() -> state("latency").path("used").intValue() == 1);
		assertThat(request).isNotDone();
		send("DELETE", "/faults/latency");
		assertThat(request.get(5, TimeUnit.SECONDS)).isEqualTo(200);
	}

	@Test
	void refusesWhatIsWrong() throws Exception {
		HttpResponse<String> response = send("PUT", "/faults/errors?seconds=901");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(mapper.readTree(response.body()).path("detail").stringValue())
			.isEqualTo("seconds '901' must be a whole number from 1 to 900");
		assertThat(status("PUT", "/faults/eror")).isEqualTo(404);
		assertThat(status("POST", "/faults")).isEqualTo(405);
	}

	@Test
	void sparesManagementAndItself() throws Exception {
		send("PUT", "/faults/errors");
		for (String path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/faults")) {
			assertThat(status("GET", path)).as(path).isEqualTo(200);
		}
		assertThat(status("GET", "/nothing/here")).isEqualTo(404);
		assertThat(state("errors").path("used").intValue()).isZero();
	}

	@Test
	void isNotMeasuredAndNeitherIsWhatTheServiceLeavesOut() throws Exception {
		send("GET", "/faults");
		send("GET", "/faults/cpu");
		send("PUT", "/faults/cpu?seconds=0");
		assertThat(status("GET", "/internal/orders")).isEqualTo(200);
		assertThat(status("GET", "/orders/4")).isEqualTo(200);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.telemetry.scrape()).hasSeries("http_server_requests_seconds_count",
					"uri", "/orders/{id}"));
		assertThat(this.telemetry.scrape().samples())
			.noneMatch((sample) -> sample.labels().getOrDefault("uri", "").matches(".*/(faults|internal).*"));
		assertThat(this.telemetry.spans().asList())
			.noneMatch((span) -> span.getName().matches(".*/(faults|internal).*"));
	}

	@Test
	void anExhaustedPoolShows() throws Exception {
		assertThat(status("PUT", "/faults/pool-exhaustion")).isEqualTo(200);
		awaitGauge(3, "hikaricp_connections_active");
		awaitGauge(1, "application_health", "component", "db", "status", "DOWN");
		assertThat(status("DELETE", "/faults/pool-exhaustion")).isEqualTo(204);
		awaitGauge(1, "application_health", "component", "db", "status", "UP");
	}

	@Test
	void aComponentThatIsDownShows() throws Exception {
		send("PUT", "/faults/component-down");
		awaitGauge(1, "application_health", "component", "simulated", "status", "DOWN");
		assertThat(status("GET", "/actuator/health")).isEqualTo(503);
		send("DELETE", "/faults/component-down");
		awaitGauge(1, "application_health", "component", "simulated", "status", "UP");
	}

	@Test
	void anUnreadyServiceShows() throws Exception {
		send("PUT", "/faults/unready");
		awaitGauge(1, "application_health", "component", "readinessState", "status", "OUT_OF_SERVICE");
		assertThat(status("GET", "/orders/5")).isEqualTo(200);
		send("DELETE", "/faults/unready");
		awaitGauge(1, "application_health", "component", "readinessState", "status", "UP");
	}

	@Test
	void aDeadlockShowsUntilItEndsByItself() throws Exception {
		send("PUT", "/faults/deadlock?seconds=1");
		awaitGauge(2, "jvm_threads_deadlocked_threads");
		awaitGauge(0, "jvm_threads_deadlocked_threads");
		assertThat(state("deadlock").path("active").booleanValue()).isFalse();
	}

	@Test
	void aCardinalityBombIsCollapsedAndGoesOn() throws Exception {
		send("PUT", "/faults/cardinality-bomb?values=300");
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.telemetry.scrape())
				.hasCounter("telltale_cardinality_collapsed_total", "meter", "simulated.searches", "tag", "term")
				.withValueOfAtLeast(20));
		assertThat(this.telemetry.scrape()).hasCounter("simulated_searches_total").withSize(100);
		send("DELETE", "/faults/cardinality-bomb");
		assertThat(this.telemetry.scrape()).doesNotHaveSeries("simulated_searches_total");
	}

	@Test
	void aFloodOfErrorsShows() throws Exception {
		double before = sum("logback_events_total", "level", "error");
		send("PUT", "/faults/log-flood?lines=500&count=60");
		Awaitility.await()
			.untilAsserted(() -> assertThat(sum("logback_events_total", "level", "error"))
				.isGreaterThanOrEqualTo(before + 60));
		Awaitility.await().until(() -> !state("log-flood").path("active").booleanValue());
	}

	int status(String method, String path) throws Exception {
		return send(method, path).statusCode();
	}

	CompletableFuture<Integer> statusLater(String path) {
		return client.sendAsync(request("GET", path), BodyHandlers.ofString()).thenApply(HttpResponse::statusCode);
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return client.send(request(method, path), BodyHandlers.ofString());
	}

	private HttpRequest request(String method, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/shop" + path))
			.method(method, BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(30))
			.build();
	}

	JsonNode state(String fault) throws Exception {
		return mapper.readTree(send("GET", "/faults/" + fault).body());
	}

	private double bad(String sli) {
		return sum("slo_events_total", "slo", "http", "sli", sli, "result", "bad");
	}

	private double sum(String name, String... labels) {
		Map<String, String> wanted = new HashMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			wanted.put(labels[i], labels[i + 1]);
		}
		return this.telemetry.scrape().samples(name, wanted).stream().mapToDouble((sample) -> sample.value()).sum();
	}

	private void awaitGauge(double value, String name, String... labels) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.telemetry.scrape()).hasGauge(name, labels).withValue(value));
	}

}
