package dev.telltale.observability.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.telltale.observability.business.BusinessMetrics;
import io.opentelemetry.api.trace.SpanKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservabilityTest}, written as a user would. Boot's test modules,
 * which switch export off, are on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
@ObservabilityTest(properties = "spring.application.name=shop")
class ObservabilityTestTests {

	private static final Logger logger = LoggerFactory.getLogger("shop");

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	@BeforeEach
	void forgetSpans() {
		this.telemetry.clearSpans();
	}

	@Test
	void readsMetricsAsScraped() throws Exception {
		get("/orders");
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.telemetry.scrape())
				.hasCounter("slo_events_total", "slo", "http", "sli", "availability", "result", "good")
				.withValueOfAtLeast(1)
				.withOnlyLabels("slo", "sli", "result")
				.withoutLabel("uri");
			assertThat(this.telemetry.scrape()).hasHistogram("http_server_requests_seconds", "uri", "/orders")
				.withBuckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
				.withExemplar();
			assertThat(this.telemetry.scrape()).hasCounter("business_events_total", "event", "order")
				.withSize(2)
				.withValueOfAtLeast(1);
			assertThat(this.telemetry.scrape()).hasGauge("process_uptime_seconds");
			assertThat(this.telemetry.scrape()).doesNotHaveSeries("http_server_requests_seconds_count", "uri",
					"/actuator/prometheus");
		});
	}

	@Test
	void readsTheEndpointAsWell() throws Exception {
		assertThat(Scrape.parse(get("/actuator/prometheus").body())).hasSeries("jvm_memory_used_bytes", "area", "heap");
	}

	@Test
	void readsSpansOfEveryRequest() throws Exception {
		for (int i = 0; i < 3; i++) {
			get("/orders");
		}
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.telemetry.spans().asList()).hasSize(3);
			assertThat(this.telemetry.spans()).hasSpan("http get /orders")
				.isRoot()
				.withKind(SpanKind.SERVER)
				.withAttribute("status", "200")
				.withoutAttribute("user.id")
				.withResourceAttribute("service.name", "shop");
		});
	}

	@Test
	void readsSpansThatFailed() throws Exception {
		get("/broken");
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.telemetry.spans()).areOfOneTrace().hasSpan("http get /broken").withError());
	}

	@Test
	void readsLogLines(CapturedOutput output) throws Exception {
		get("/orders");
		Awaitility.await()
			.untilAsserted(() -> assertThat(LogLines.of(output)).areAllJson()
				.nowhereContain("secret")
				.hasLine("Order placed")
				.withLevel("INFO")
				.withField("service_name", "shop")
				.withField("trace_id")
				.withoutField("stack_trace"));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build(),
				BodyHandlers.ofString());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OrderController.class)
	static class Shop {

	}

	@RestController
	static class OrderController {

		private final BusinessMetrics.BusinessEvent order;

		OrderController(BusinessMetrics metrics) {
			this.order = metrics.event("order");
		}

		@GetMapping("/orders")
		String order() {
			this.order.succeeded();
			logger.info("Order placed");
			return "placed";
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

	}

}
