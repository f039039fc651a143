package dev.telltale.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the two roles together: orders that ask payments over real HTTP.
 */
@ObservabilityTest(properties = "sample.payments.read-timeout=1s")
@ExtendWith(OutputCaptureExtension.class)
class TwoRolesTests {

	private static final List<SpanData> paymentSpans = new CopyOnWriteArrayList<>();

	private static final int paymentsPort = freePort();

	private static ConfigurableApplicationContext payments = startPayments();

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	private ServiceClient orders;

	private final ServiceClient paymentsClient = new ServiceClient(paymentsPort);

	@DynamicPropertySource
	static void askPayments(DynamicPropertyRegistry registry) {
		registry.add("sample.payments.url", () -> "http://localhost:" + paymentsPort);
	}

	@BeforeEach
	void connect() {
		this.orders = new ServiceClient(this.port);
		this.telemetry.clearSpans();
		paymentSpans.clear();
	}

	@AfterEach
	void undoFaults() throws IOException {
		assertThat(this.paymentsClient.status("DELETE", "/faults")).isEqualTo(204);
	}

	@AfterAll
	static void stopPayments() {
		payments.close();
	}

	@Test
	void anOrderIsOneTraceThroughBoth(CapturedOutput output) throws Exception {
		assertThat(this.orders.status("POST", "/api/orders")).isEqualTo(201);
		Awaitility.await().untilAsserted(() -> {
			SpanData server = span(this.telemetry.spans().asList(), SpanKind.SERVER);
			SpanData client = span(this.telemetry.spans().asList(), SpanKind.CLIENT);
			SpanData hop = span(paymentSpans, SpanKind.SERVER);
			assertThat(List.of(client.getTraceId(), hop.getTraceId())).containsOnly(server.getTraceId());
			assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
			assertThat(hop.getParentSpanId()).isEqualTo(client.getSpanId());
			assertThat(LogLines.of(output)).hasLine("Order").withField("trace_id", server.getTraceId());
			assertThat(correlations(output, "Payment ")).isEqualTo(correlations(output, "Order ")).hasSize(1);
		});
	}

	@Test
	void aPaymentIsCountedByBoth() throws Exception {
		Counts before = new Counts();
		assertThat(this.orders.status("POST", "/api/orders")).isEqualTo(201);
		Awaitility.await().untilAsserted(() -> {
			Counts after = new Counts();
			assertThat(after.ordersPlaced - before.ordersPlaced).isEqualTo(1);
			assertThat(after.paymentsTaken - before.paymentsTaken).isEqualTo(1);
			assertThat(after.revenue - before.revenue).isPositive()
				.isCloseTo(after.paid - before.paid, Offset.offset(0.001));
			assertThat(this.telemetry.scrape()).hasSeries("http_client_requests_seconds_count", "uri", "/payments",
					"client_name", "localhost", "method", "POST", "status", "201");
		});
	}

	@Test
	void eachRoleServesOnlyItsOwnRoutes() throws Exception {
		for (String path : List.of("/api/users", "/api/users/1", "/api/error", "/api/flaky")) {
			assertThat(this.paymentsClient.status("GET", path)).as(path).isEqualTo(404);
		}
		assertThat(this.paymentsClient.status("POST", "/api/orders")).isEqualTo(404);
		assertThat(this.paymentsClient.status("POST", "/api/simulate-traffic")).isEqualTo(404);
		assertThat(this.orders.post("/payments", payment("1", "EUR")).statusCode()).isEqualTo(404);
		for (String path : List.of("/health", "/metrics", "/livez", "/readyz")) {
			assertThat(this.paymentsClient.status("GET", path)).as(path).isEqualTo(200);
		}
	}

	@Test
	void paymentsHasAnObjectiveAndNoPool() throws Exception {
		Scrape scrape = this.paymentsClient.scrape();
		assertThat(scrape).hasGauge("slo_objective_ratio", "slo", "payments", "sli", "availability").withValue(0.999);
		assertThat(scrape).hasGauge("slo_objective_ratio", "slo", "payments", "sli", "latency").withValue(0.99);
		assertThat(scrape).doesNotHaveSeries("slo_objective_ratio", "slo", "orders");
		assertThat(scrape.names()).noneMatch((name) -> name.startsWith("hikaricp") || name.startsWith("jdbc"));
		assertThat(scrape).hasSeries("application_info", "name", "payments");
		assertThat(this.telemetry.scrape()).doesNotHaveSeries("slo_objective_ratio", "slo", "payments")
			.doesNotHaveSeries("business_events_total", "event", "payment");
	}

	@Test
	void aDeclinedPaymentIsAFailureOfTheBusinessAlone() throws Exception {
		this.paymentsClient.send("PUT", "/faults/declined-payments?probability=1");
		Counts before = new Counts();
		assertThat(this.orders.status("POST", "/api/orders")).isEqualTo(402);
		Awaitility.await().untilAsserted(() -> {
			Counts after = new Counts();
			assertThat(after.ordersFailed - before.ordersFailed).isEqualTo(1);
			assertThat(after.paymentsDeclined - before.paymentsDeclined).isEqualTo(1);
			assertThat(after.ignored - before.ignored).isEqualTo(1);
			assertThat(after.bad).isEqualTo(before.bad);
		});
	}

	@Test
	void failingPaymentsFailOrders(CapturedOutput output) throws Exception {
		this.paymentsClient.send("PUT", "/faults/errors");
		assertUnavailable("status", "500", "outcome", "SERVER_ERROR");
		assertThat(LogLines.of(output)).hasLine("cannot be paid").withLevel("ERROR").withField("trace_id");
	}

	@Test
	void paymentsThatAreDownFailOrders() throws Exception {
		payments.close();
		try {
			assertUnavailable("outcome", "UNKNOWN", "uri", "/payments");
		}
		finally {
			payments = startPayments();
		}
		assertThat(this.orders.status("POST", "/api/orders")).isEqualTo(201);
	}

	@Test
	void slowPaymentsMakeSlowOrders() throws Exception {
		double before = sum(this.telemetry.scrape(), "http_client_requests_seconds_sum", "uri", "/payments");
		double slow = sum(this.telemetry.scrape(), "slo_events_total", "slo", "orders", "sli", "latency", "result",
				"bad");
		this.paymentsClient.send("PUT", "/faults/latency?millis=600");
		assertThat(this.orders.status("POST", "/api/orders")).isEqualTo(201);
		Awaitility.await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(sum(scrape, "http_client_requests_seconds_sum", "uri", "/payments") - before)
				.isGreaterThanOrEqualTo(0.6);
			assertThat(sum(scrape, "slo_events_total", "slo", "orders", "sli", "latency", "result", "bad"))
				.isEqualTo(slow + 1);
		});
	}

	@Test
	void paymentsThatAreTooSlowFailOrdersInTime() throws Exception {
		this.paymentsClient.send("PUT", "/faults/latency?millis=20000");
		long start = System.nanoTime();
		assertUnavailable("outcome", "UNKNOWN", "uri", "/payments");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			{"amount": 12.5, "currency": "EUR"}   | 201 | 12.50
			{"amount": 1e3, "currency": "JPY"}    | 201 | 1000
			{"amount": 0, "currency": "EUR"}      | 400 | amount must be more than 0
			{"amount": -1, "currency": "EUR"}     | 400 | amount must be more than 0
			{"amount": 1e10, "currency": "EUR"}   | 400 | less than 10000000000
			{"amount": 12.345, "currency": "EUR"} | 400 | amount has more digits than EUR, which has 2
			{"amount": 12.5, "currency": "JPY"}   | 400 | amount has more digits than JPY, which has 0
			{"amount": 12.5, "currency": "euro"}  | 400 | currency is not one to pay in
			{"amount": 12.5, "currency": "XXX"}   | 400 | currency is not one to pay in
			{"amount": 12.5}                      | 400 | currency is missing
			{"currency": "EUR"}                   | 400 | amount is missing
			{"amount":                            | 400 | Failed to read request
			""")
	void paymentsChecksWhatItIsAsked(String body, int status, String answer) throws Exception {
		HttpResponse<String> response = this.paymentsClient.post("/payments", body);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.body()).contains(answer);
	}

	private void assertUnavailable(String... clientLabels) throws IOException {
		Scrape before = this.telemetry.scrape();
		HttpResponse<String> response = this.orders.send("POST", "/api/orders");
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.body()).contains("Payments are not possible at the moment").contains("trace_id");
		Awaitility.await().untilAsserted(() -> {
			Scrape after = this.telemetry.scrape();
			assertOneMore(before, after, "slo_events_total", "slo", "orders", "sli", "availability", "result", "bad");
			assertOneMore(before, after, "business_events_total", "event", "order", "outcome", "failure");
			assertOneMore(before, after, "http_client_requests_seconds_count", clientLabels);
		});
	}

	private static void assertOneMore(Scrape before, Scrape after, String name, String... labels) {
		assertThat(sum(after, name, labels)).as(name).isEqualTo(sum(before, name, labels) + 1);
	}

	private static Set<String> correlations(CapturedOutput output, String message) {
		return LogLines.of(output)
			.objects()
			.stream()
			.filter((line) -> line.path("message").asString().startsWith(message) && line.has("correlation_id"))
			.map((line) -> line.path("correlation_id").asString())
			.collect(Collectors.toSet());
	}

	private static SpanData span(List<SpanData> spans, SpanKind kind) {
		List<SpanData> found = spans.stream().filter((span) -> span.getKind() == kind).toList();
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private static double sum(Scrape scrape, String name, String... labels) {
		Map<String, String> wanted = new HashMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			wanted.put(labels[i], labels[i + 1]);
		}
		return scrape.samples(name, wanted).stream().mapToDouble(Scrape.Sample::value).sum();
	}

	private static String payment(String amount, String currency) {
		return "{\"amount\": %s, \"currency\": \"%s\"}".formatted(amount, currency);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ConfigurableApplicationContext startPayments() {
		return new SpringApplicationBuilder(SampleServiceApplication.class, PaymentSpans.class).profiles("payments")
			.run("--server.port=" + paymentsPort, "--server.address=localhost", "--telltale.faults.enabled=true",
					"--sample.payments.declined-share=0", "--telltale.logging.console-format=json");
	}

	/**
	 * What both have counted so far.
	 */
	private final class Counts {

		private final double ordersPlaced;

		private final double ordersFailed;

		private final double revenue;

		private final double bad;

		private final double ignored;

		private final double paymentsTaken;

		private final double paymentsDeclined;

		private final double paid;

		Counts() throws IOException {
			Scrape own = TwoRolesTests.this.telemetry.scrape();
			this.ordersPlaced = sum(own, "business_events_total", "event", "order", "outcome", "success");
			this.ordersFailed = sum(own, "business_events_total", "event", "order", "outcome", "failure");
			this.revenue = sum(own, "business_amount_total", "event", "order", "currency", "EUR");
			this.bad = sum(own, "slo_events_total", "slo", "orders", "sli", "availability", "result", "bad");
			this.ignored = sum(own, "slo_ignored_events_total", "slo", "orders", "sli", "availability", "reason",
					"client_error");
			Scrape theirs = TwoRolesTests.this.paymentsClient.scrape();
			this.paymentsTaken = sum(theirs, "business_events_total", "event", "payment", "outcome", "success");
			this.paymentsDeclined = sum(theirs, "business_events_total", "event", "payment", "outcome", "failure");
			this.paid = sum(theirs, "business_amount_total", "event", "payment", "currency", "EUR");
		}

	}

	/**
	 * Keeps the spans of payments, whose context the test kit does not know. No
	 * configuration by annotation, for that the orders would take too.
	 */
	static class PaymentSpans {

		@Bean
		SpanProcessor paymentSpanProcessor() {
			return new SpanProcessor() {

				@Override
				public void onStart(Context parent, ReadWriteSpan span) {
				}

				@Override
				public boolean isStartRequired() {
					return false;
				}

				@Override
				public void onEnd(ReadableSpan span) {
					if (span.getSpanContext().isSampled()) {
						paymentSpans.add(span.toSpanData());
					}
				}

				@Override
				public boolean isEndRequired() {
					return true;
				}

			};
		}

	}

}
