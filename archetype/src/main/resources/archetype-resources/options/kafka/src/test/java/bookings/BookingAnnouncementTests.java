package @@package@@.bookings;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import dev.telltale.observability.test.LogLines;
import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Scrape;
import dev.telltale.observability.test.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.test.context.EmbeddedKafka;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bookings go to a real broker and come back, in the trace of the request.
 */
@ObservabilityTest(properties = "spring.kafka.bootstrap-servers=${spring.embedded.kafka.brokers}")
// Not as the property of the service, which would stay set for other tests.
@EmbeddedKafka(partitions = 1, topics = BookingAnnouncer.TOPIC,
		bootstrapServersProperty = "spring.embedded.kafka.brokers")
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class BookingAnnouncementTests {

	@Autowired
	private Telemetry telemetry;

	@LocalServerPort
	private int port;

	@Test
	void bookingsAreAnnouncedWithinTheirTrace(CapturedOutput output) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/api/bookings?seats=2"))
			.POST(BodyPublishers.noBody())
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(201);
		String trace = response.headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		await()
			.untilAsserted(() -> assertThat(LogLines.of(output)).hasLine("was announced").withField("trace_id", trace));
		await().untilAsserted(() -> {
			Scrape scrape = this.telemetry.scrape();
			assertThat(scrape).hasCounter("business_events_total", "event", "announcement", "outcome", "success")
				.withValue(1);
			assertThat(scrape).hasCounter("business_events_total", "event", "announcement", "outcome", "failure")
				.withValue(0);
			assertThat(scrape)
				.hasSeries("spring_kafka_listener_seconds_count", "messaging_source_name", BookingAnnouncer.TOPIC)
				.withValue(1);
		});
	}

}
