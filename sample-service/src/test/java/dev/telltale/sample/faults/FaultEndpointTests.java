package dev.telltale.sample.faults;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import dev.telltale.sample.ServiceClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the address of the faults, and for what the faults raise.
 */
@ObservabilityTest(properties = { "sample.faults.enabled=true", "sample.payments.declined-share=0",
		"telltale.health.interval=200ms", "spring.datasource.hikari.connection-timeout=300" })
@ExtendWith(OutputCaptureExtension.class)
class FaultEndpointTests {

	private static final JsonMapper mapper = new JsonMapper();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	private ServiceClient client;

	@BeforeEach
	void connect() {
		this.client = new ServiceClient(this.port);
	}

	@AfterEach
	void undoAll() throws IOException {
		assertThat(this.client.status("DELETE", "/faults")).isEqualTo(204);
	}

	@Test
	void listsAllFaults() throws Exception {
		HttpResponse<String> response = this.client.send("GET", "/faults");
		assertThat(response.statusCode()).isEqualTo(200);
		List<String> names = new ArrayList<>();
		for (JsonNode fault : mapper.readTree(response.body())) {
			names.add(fault.path("name").stringValue());
			assertThat(fault.path("description").stringValue()).endsWith(".");
			assertThat(fault.path("parameters").path("seconds").intValue()).isEqualTo(60);
			assertThat(fault.path("active").booleanValue()).isFalse();
			assertThat(fault.has("remaining")).isFalse();
		}
		assertThat(names).containsExactly("cardinality-bomb", "component-down", "cpu", "deadlock", "declined-payments",
				"errors", "latency", "log-flood", "memory-leak", "pool-exhaustion", "unready");
	}

	@Test
	void startsAndUndoes() throws Exception {
		HttpResponse<String> response = this.client.send("PUT", "/faults/errors?seconds=90&count=7&path=/api/users/**");
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode state = mapper.readTree(response.body());
		assertThat(state.path("active").booleanValue()).isTrue();
		assertThat(state.path("remaining").stringValue()).isIn("PT1M30S", "PT1M29S");
		assertThat(state.path("settings").path("count").intValue()).isEqualTo(7);
		assertThat(this.client.status("GET", "/api/users")).isEqualTo(500);
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(201);
		assertThat(state("errors").path("used").intValue()).isEqualTo(1);
		assertThat(this.client.status("DELETE", "/faults/errors")).isEqualTo(204);
		assertThat(this.client.status("DELETE", "/faults/errors")).isEqualTo(204);
		assertThat(state("errors").path("active").booleanValue()).isFalse();
		assertThat(this.client.status("GET", "/api/users")).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					PUT    | /faults/eror                    | 404 | There is no fault 'eror' here: there are cardinality-bomb, component-down, cpu
					GET    | /faults/eror                    | 404 | There is no fault 'eror' here
					DELETE | /faults/eror                    | 404 | There is no fault 'eror' here
					PUT    | /faults/errors?seconds=901      | 400 | seconds '901' must be a whole number from 1 to 900
					PUT    | /faults/errors?count=0          | 400 | count '0' must be a whole number from 1 to 1000000
					PUT    | /faults/errors?probability=2    | 400 | probability '2' must be a share, more than 0 and at most 1
					PUT    | /faults/errors?path=x           | 400 | path 'x' must be a path pattern
					PUT    | /faults/latency?millis=60001    | 400 | millis '60001' must be a whole number from 1 to 60000
					PUT    | /faults/cpu?count=5             | 400 | 'count' is no parameter of cpu: it has seconds, threads
					PUT    | /faults/memory-leak?megabytes=99999999 | 400 | megabytes '99999999' must be a whole number from 1 to
					PUT    | /faults/pool-exhaustion?connections=6 | 400 | connections '6' must be all or a whole number from 1 to 5
					PUT    | /faults/log-flood?level=debug   | 400 | level 'debug' must be one of error, warn, info
					PUT    | /faults/cpu?seconds=1&seconds=2 | 400 | seconds is given more than once
					""")
	void refusesWhatIsWrong(String method, String path, int status, String detail) throws Exception {
		HttpResponse<String> response = this.client.send(method, path);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
		assertThat(mapper.readTree(response.body()).path("detail").stringValue()).startsWith(detail);
		assertThat(this.client.send("GET", "/faults").body()).doesNotContain("\"active\":true");
	}

	@Test
	void endsByItself() throws Exception {
		this.client.send("PUT", "/faults/deadlock?seconds=1");
		assertThat(Runs.threads("fault-deadlock-")).hasSize(2);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Runs.threads("fault-deadlock-").isEmpty());
		assertThat(state("deadlock").path("active").booleanValue()).isFalse();
	}

	@Test
	void sparesManagementAndItself() throws Exception {
		this.client.send("PUT", "/faults/errors?path=/**");
		for (String path : List.of("/health", "/metrics", "/livez", "/readyz", "/actuator/health", "/faults")) {
			assertThat(this.client.status("GET", path)).as(path).isEqualTo(200);
		}
		assertThat(this.client.status("GET", "/nothing/here")).isEqualTo(404);
		assertThat(this.client.status("GET", "/api/users")).isEqualTo(500);
		assertThat(state("errors").path("used").intValue()).isEqualTo(1);
	}

	@Test
	void isNotMeasured() throws Exception {
		this.client.send("PUT", "/faults/cpu?seconds=0");
		this.client.send("GET", "/faults");
		this.client.send("GET", "/faults/cpu");
		assertThat(this.telemetry.scrape().samples())
			.noneMatch((sample) -> sample.labels().getOrDefault("uri", "").startsWith("/faults"));
		assertThat(this.telemetry.spans().asList()).noneMatch((span) -> span.getName().contains("faults"));
	}

	@Test
	void errorsCountAsThoseOfTheirRoute(CapturedOutput output) throws Exception {
		double before = value("slo_events_total", "slo", "orders", "sli", "availability", "result", "bad");
		this.client.send("PUT", "/faults/errors?path=/api/orders");
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(500);
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.telemetry.scrape()).hasSeries("http_server_requests_seconds_count", "uri", "/api/orders",
					"status", "500", "exception", "InjectedFaultException");
			assertThat(value("slo_events_total", "slo", "orders", "sli", "availability", "result", "bad"))
				.isEqualTo(before + 1);
			assertThat(LogLines.of(output)).hasLine("This request fails on purpose")
				.withField("level", "ERROR")
				.withField("trace_id")
				.withField("correlation_id");
		});
	}

	@Test
	void latencyCountsAsThatOfItsRoute() throws Exception {
		double before = value("slo_events_total", "slo", "users", "sli", "latency", "result", "bad");
		this.client.send("PUT", "/faults/latency?millis=400&path=/api/users");
		assertThat(this.client.status("GET", "/api/users")).isEqualTo(200);
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(value("slo_events_total", "slo", "users", "sli", "latency", "result", "bad"))
						.isEqualTo(before + 1));
	}

	@Test
	void declinedPaymentsAreFailuresOfTheBusinessAlone() throws Exception {
		double failed = value("business_events_total", "event", "order", "outcome", "failure");
		double bad = value("slo_events_total", "slo", "orders", "sli", "availability", "result", "bad");
		double ignored = value("slo_ignored_events_total", "slo", "orders", "sli", "availability", "reason",
				"client_error");
		this.client.send("PUT", "/faults/declined-payments?probability=1");
		HttpResponse<String> response = this.client.send("POST", "/api/orders");
		assertThat(response.statusCode()).isEqualTo(402);
		assertThat(mapper.readTree(response.body()).path("detail").stringValue()).isEqualTo("The payment was declined");
		Awaitility.await().untilAsserted(() -> {
			assertThat(value("business_events_total", "event", "order", "outcome", "failure")).isEqualTo(failed + 1);
			assertThat(
					value("slo_ignored_events_total", "slo", "orders", "sli", "availability", "reason", "client_error"))
				.isEqualTo(ignored + 1);
			assertThat(value("slo_events_total", "slo", "orders", "sli", "availability", "result", "bad"))
				.isEqualTo(bad);
		});
	}

	@Test
	void anExhaustedPoolShowsAndHurts() throws Exception {
		double failed = value("business_events_total", "event", "order", "outcome", "failure");
		this.client.send("PUT", "/faults/pool-exhaustion");
		CompletableFuture<?> traffic = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 4; i++) {
				try {
					assertThat(this.client.status("POST", "/api/orders")).isEqualTo(500);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}
		});
		Awaitility.await().pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape).hasGauge("hikaricp_connections_pending").withValueOfAtLeast(1);
			assertThat(scrape).hasGauge("hikaricp_connections_active").withValue(5);
		});
		traffic.join();
		assertThat(this.telemetry.scrape()).hasCounter("hikaricp_connections_timeout_total").withValueOfAtLeast(4);
		assertThat(value("business_events_total", "event", "order", "outcome", "failure")).isEqualTo(failed + 4);
		awaitGauge("application_health", 1, "component", "db", "status", "DOWN");
		this.client.send("DELETE", "/faults/pool-exhaustion");
		assertThat(this.client.status("POST", "/api/orders")).isEqualTo(201);
	}

	@Test
	void aComponentThatIsDownShows() throws Exception {
		this.client.send("PUT", "/faults/component-down");
		awaitGauge("application_health", 1, "component", "warehouse", "status", "DOWN");
		assertThat(this.client.status("GET", "/health")).isEqualTo(503);
		assertThat(this.client.status("GET", "/readyz")).isEqualTo(200);
		this.client.send("DELETE", "/faults/component-down");
		awaitGauge("application_health", 1, "component", "warehouse", "status", "UP");
	}

	@Test
	void anUnreadyServiceShows() throws Exception {
		this.client.send("PUT", "/faults/unready");
		assertThat(this.client.status("GET", "/readyz")).isEqualTo(503);
		assertThat(this.client.status("GET", "/api/users")).isEqualTo(200);
		awaitGauge("application_health", 1, "component", "readinessState", "status", "OUT_OF_SERVICE");
		this.client.send("DELETE", "/faults/unready");
		assertThat(this.client.status("GET", "/readyz")).isEqualTo(200);
	}

	@Test
	void aDeadlockShows() throws Exception {
		this.client.send("PUT", "/faults/deadlock");
		awaitGauge("jvm_threads_deadlocked_threads", 2);
		this.client.send("DELETE", "/faults/deadlock");
		awaitGauge("jvm_threads_deadlocked_threads", 0);
	}

	@Test
	void aCardinalityBombIsCollapsedAndGoesOn() throws Exception {
		this.client.send("PUT", "/faults/cardinality-bomb?values=300");
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.telemetry.scrape())
				.hasCounter("telltale_cardinality_collapsed_total", "meter", "sample.searches", "tag", "term")
				.withValueOfAtLeast(250));
		assertThat(this.telemetry.scrape()).hasCounter("sample_searches_total").withSize(100);
		this.client.send("DELETE", "/faults/cardinality-bomb");
		assertThat(this.telemetry.scrape()).doesNotHaveSeries("sample_searches_total");
	}

	@Test
	void aFloodOfErrorsShows() throws Exception {
		double before = value("logback_events_total", "level", "error");
		this.client.send("PUT", "/faults/log-flood?lines=500&count=60");
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(value("logback_events_total", "level", "error"))
				.isGreaterThanOrEqualTo(before + 60));
		Awaitility.await().until(() -> !state("log-flood").path("active").booleanValue());
	}

	private JsonNode state(String fault) throws IOException {
		return mapper.readTree(this.client.send("GET", "/faults/" + fault).body());
	}

	private void awaitGauge(String name, double value, String... labels) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.telemetry.scrape()).hasGauge(name, labels).withValue(value));
	}

	private double value(String name, String... labels) {
		Scrape scrape = this.telemetry.scrape();
		Map<String, String> wanted = new HashMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			wanted.put(labels[i], labels[i + 1]);
		}
		return scrape.samples(name, wanted).stream().mapToDouble(Scrape.Sample::value).sum();
	}

}
