package @@package@@.bookings;

import dev.telltale.observability.business.BusinessMetrics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Announces bookings to others. One that nobody could be told of counts as a failure of
 * the event "announcement"; the booking stands.
 */
@Component
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
class BookingAnnouncer {

	static final String TOPIC = "bookings";

	private final KafkaTemplate<String, Booking> kafkaTemplate;

	private final BusinessMetrics.BusinessEvent announcement;

	BookingAnnouncer(KafkaTemplate<String, Booking> kafkaTemplate, KafkaAdmin kafkaAdmin, BusinessMetrics metrics) {
		// Otherwise a booking waits until a broker has told the name of its cluster,
		// which only spans would carry.
		kafkaAdmin.setClusterId("");
		this.kafkaTemplate = kafkaTemplate;
		this.announcement = metrics.event("announcement");
	}

	@EventListener
	void announce(Booking booking) {
		try {
			this.kafkaTemplate.send(TOPIC, String.valueOf(booking.id()), booking)
				.whenComplete((result, failure) -> count(failure));
		}
		catch (RuntimeException ex) {
			count(ex);
		}
	}

	private void count(@Nullable Throwable failure) {
		if (failure != null) {
			this.announcement.failed();
		}
		else {
			this.announcement.succeeded();
		}
	}

}
