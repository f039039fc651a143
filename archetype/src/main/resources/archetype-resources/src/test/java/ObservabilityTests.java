package @@package@@;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What alerts and dashboards rely on. The service runs as in production, and is scraped
 * as Prometheus does it.
 */
@ObservabilityTest
@ExtendWith(OutputCaptureExtension.class)
class ObservabilityTests {

	private static final String NAME = "@@artifactId@@";

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@Test
	void requestsAreMeasuredByRoute() throws Exception {
		assertThat(get("/api/bookings").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape)
				.hasSeries("http_server_requests_seconds_count", "method", "GET", "uri", "/api/bookings", "status",
						"200", "outcome", "SUCCESS", "exception", "none")
				.withValueOfAtLeast(1)
				.withOnlyLabels("method", "uri", "status", "outcome", "exception");
			assertThat(scrape).hasHistogram("http_server_requests_seconds", "uri", "/api/bookings");
		});
	}

	@Test
	void theObjectivesOfBookingsAreCounted() throws Exception {
		assertThat(this.telemetry.scrape()).hasGauge("slo_objective_ratio", "slo", "bookings", "sli", "availability")
			.withValue(@@availability@@);
		assertThat(this.telemetry.scrape()).hasGauge("slo_objective_ratio", "slo", "bookings", "sli", "latency")
			.withValue(@@latencyObjective@@);
		assertThat(this.telemetry.scrape())
			.hasCounter("slo_events_total", "slo", "bookings", "sli", "availability", "result", "bad")
			.withValue(0);
		assertThat(get("/api/bookings").statusCode()).isEqualTo(200);
		await().untilAsserted(() -> assertThat(this.telemetry.scrape())
			.hasCounter("slo_events_total", "slo", "bookings", "sli", "availability", "result", "good")
			.withValueOfAtLeast(1)
			.withoutLabel("uri"));
	}

	@Test
	void bookingsAreCountedByTheirOutcome() throws Exception {
		double made = bookings("success");
		double refused = bookings("failure");
		HttpResponse<String> booking = post("/api/bookings?seats=2");
		assertThat(booking.statusCode()).isEqualTo(201);
		assertThat(get("/api/bookings").body()).contains(booking.body());
		assertThat(post("/api/bookings?seats=9").statusCode()).isEqualTo(422);
		await().untilAsserted(() -> {
			assertThat(bookings("success")).isEqualTo(made + 1);
			assertThat(bookings("failure")).isEqualTo(refused + 1);
		});
	}

	@Test
	void linesAreJsonAndCarryTheTraceOfTheirRequest(CapturedOutput output) throws Exception {
		HttpResponse<String> response = post("/api/bookings?seats=3");
		String trace = response.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().untilAsserted(() -> assertThat(LogLines.of(output)).hasLine("made: 3 seats")
			.withField("service_name", NAME)
			.withField("trace_id", trace)
			.withField("span_id")
			.withField("correlation_id"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz" })
	void probesAnswerOnThePortOfUsers(String probe) throws Exception {
		assertThat(get(probe).statusCode()).isEqualTo(200);
	}

	@Test
	void prometheusIsServed() throws Exception {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(URI.create("http://localhost:" + this.managementPort + "/actuator/prometheus")));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Scrape.parse(response.body())).hasSeries("application_info", "name", NAME).withValue(1);
	}

	@Test
	void neitherIdsNorUnknownAddressesMakeSeries() throws Exception {
		for (int i = 1; i <= 20; i++) {
			get("/api/bookings/" + (1_000_000 + i));
			get("/nowhere/" + i);
		}
		await().untilAsserted(() -> assertThat(this.telemetry.scrape())
			.hasSeries("http_server_requests_seconds_count", "uri", "/api/bookings/{id}", "status", "404")
			.withSize(1)
			.withValue(20));
		assertThat(uris()).noneMatch((uri) -> uri.startsWith("/nowhere/1") || uri.startsWith("/api/bookings/1"));
	}

	private double bookings(String outcome) {
		return this.telemetry.scrape()
			.samples("business_events_total", Map.of("event", "booking", "outcome", outcome))
			.get(0)
			.value();
	}

	private Set<String> uris() {
		return this.telemetry.scrape()
			.samples()
			.stream()
			.map((sample) -> sample.labels().getOrDefault("uri", ""))
			.collect(Collectors.toSet());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)));
	}

	private HttpResponse<String> post(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.POST(BodyPublishers.noBody()));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

}
