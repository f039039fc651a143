package dev.telltale.observability.libraries;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import org.junit.jupiter.api.AfterEach;
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
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a service with Spring for Apache Kafka tells, without a line of code for it, of
 * the records that it sends and receives through a real broker.
 */
@ObservabilityTest(classes = KafkaTelemetryTests.Shop.class,
		properties = { "spring.application.name=shop", "server.address=127.0.0.1",
				"spring.kafka.bootstrap-servers=${spring.embedded.kafka.brokers}",
				"spring.kafka.consumer.auto-offset-reset=earliest", "spring.kafka.consumer.max-poll-records=1" })
@EmbeddedKafka(partitions = 1, topics = { "orders", "parcels" })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class KafkaTelemetryTests {

	private static final String[] LISTENER = { "messaging_system", "kafka", "messaging_operation", "process",
			"messaging_source_name", "orders", "messaging_kafka_consumer_group", "orders" };

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Telemetry telemetry;

	@Autowired
	private KafkaListenerEndpointRegistry listeners;

	@Autowired
	private Orders orders;

	@LocalServerPort
	private int port;

	@AfterEach
	void letGoOfTheParcels() {
		this.orders.packed.countDown();
	}

	@Test
	void sendingAndProcessingAreMeasured() throws Exception {
		get("/orders/1");
		get("/orders/broken");
		await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape)
				.hasSeries("spring_kafka_template_seconds_count", "messaging_destination_name", "orders",
						"messaging_operation", "publish", "error", "none")
				.withValueOfAtLeast(2);
			assertThat(scrape).hasSeries("spring_kafka_listener_seconds_count", with("error", "none"))
				.withValueOfAtLeast(1);
			assertThat(scrape).hasSeries("spring_kafka_listener_seconds_count", with("error", "IllegalStateException"))
				.withValueOfAtLeast(1);
			assertThat(scrape).hasGauge("spring_kafka_listener_seconds_max", with("error", "none"));
		});
	}

	@Test
	void aRecordCarriesTraceAndCorrelationIdToItsListener(CapturedOutput output) throws Exception {
		HttpResponse<String> response = get("/orders/17", "X-Correlation-ID", "basket-4711");
		String trace = response.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().untilAsserted(() -> assertThat(LogLines.of(output)).hasLine("Order 17 arrived")
			.withField("trace_id", trace)
			.withField("span_id")
			.withField("correlation_id", "basket-4711"));
		await().untilAsserted(() -> assertThat(this.telemetry.spans()).hasSpan("orders process"));
	}

	@Test
	void withoutAnIdTheTraceServes(CapturedOutput output) throws Exception {
		HttpResponse<String> response = get("/orders/18");
		String trace = response.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await().untilAsserted(
				() -> assertThat(LogLines.of(output)).hasLine("Order 18 arrived").withField("correlation_id", trace));
	}

	/**
	 * The series that an alert on lag reads. Per topic and partition, under the same
	 * names, they come with Micrometer's next look at the client, a minute after its
	 * start.
	 */
	@Test
	void theLagOfASlowListenerIsExported() throws Exception {
		for (int i = 0; i < 10; i++) {
			get("/parcels/" + i);
		}
		MessageListenerContainer packer = this.listeners.getListenerContainer("parcels");
		assertThat(packer).isNotNull();
		packer.start();
		await().untilAsserted(() -> assertThat(this.telemetry.scrape())
			.hasGauge("kafka_consumer_fetch_manager_records_lag_max", "client_id", "parcels-0")
			.withValue(9));
	}

	@Test
	void theClientsTellOfThemselves() throws Exception {
		get("/orders/1");
		await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape).hasCounter("kafka_consumer_fetch_manager_records_consumed_total").withValueOfAtLeast(1);
			assertThat(scrape).hasGauge("kafka_consumer_coordinator_assigned_partitions", "client_id", "orders-0")
				.withValue(1);
			assertThat(scrape).hasCounter("kafka_consumer_coordinator_rebalance_total");
			assertThat(scrape).hasGauge("kafka_consumer_last_poll_seconds_ago");
			assertThat(scrape).hasCounter("kafka_producer_record_send_total").withValueOfAtLeast(1);
			assertThat(scrape).hasCounter("kafka_producer_record_error_total").withValue(0);
		});
	}

	private static String[] with(String key, String value) {
		List<String> labels = new ArrayList<>(List.of(LISTENER));
		labels.addAll(List.of(key, value));
		return labels.toArray(String[]::new);
	}

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Orders.class)
	static class Shop {

	}

	@RestController
	static class Orders {

		private static final Logger logger = LoggerFactory.getLogger(Orders.class);

		private final CountDownLatch packed = new CountDownLatch(1);

		private final KafkaTemplate<String, String> template;

		Orders(KafkaTemplate<String, String> template) {
			this.template = template;
		}

		@GetMapping("/orders/{id}")
		void order(@PathVariable String id) throws Exception {
			this.template.send("orders", id).get();
		}

		@GetMapping("/parcels/{id}")
		void parcel(@PathVariable String id) throws Exception {
			this.template.send("parcels", id).get();
		}

		@KafkaListener(id = "orders", topics = "orders", clientIdPrefix = "orders")
		void onOrder(String id) {
			logger.info("Order {} arrived", id);
			if (id.equals("broken")) {
				throw new IllegalStateException("broken");
			}
		}

		@KafkaListener(id = "parcels", topics = "parcels", clientIdPrefix = "parcels", autoStartup = "false")
		void onParcel(String id) throws InterruptedException {
			this.packed.await();
		}

	}

}
