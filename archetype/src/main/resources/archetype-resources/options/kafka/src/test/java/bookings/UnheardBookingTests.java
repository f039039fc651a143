package @@package@@.bookings;

import java.time.Duration;

import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Telemetry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * Nobody listens where the broker should be.
 */
@ObservabilityTest(
		properties = { "spring.kafka.bootstrap-servers=localhost:1", "spring.kafka.listener.auto-startup=false" })
class UnheardBookingTests {

	@Autowired
	private Telemetry telemetry;

	@Autowired
	private BookingAnnouncer announcer;

	@Test
	void anAnnouncementThatFailsIsCountedAndHoldsNobodyUp() {
		assertTimeout(Duration.ofSeconds(5), () -> assertThatNoException()
			.isThrownBy(() -> this.announcer.announce(new Booking(1, 2))));
		await().untilAsserted(() -> assertThat(this.telemetry.scrape())
			.hasCounter("business_events_total", "event", "announcement", "outcome", "failure")
			.withValue(1));
	}

}
