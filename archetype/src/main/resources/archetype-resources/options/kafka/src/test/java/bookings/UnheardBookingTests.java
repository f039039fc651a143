package @@package@@.bookings;

import dev.telltale.observability.test.ObservabilityTest;
import dev.telltale.observability.test.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
	@Timeout(5)
	void anAnnouncementThatFailsIsCountedAndHoldsNobodyUp() {
		this.announcer.announce(new Booking(1, 2));
		await().untilAsserted(() -> assertThat(this.telemetry.scrape())
			.hasCounter("business_events_total", "event", "announcement", "outcome", "failure")
			.withValue(1));
	}

}
