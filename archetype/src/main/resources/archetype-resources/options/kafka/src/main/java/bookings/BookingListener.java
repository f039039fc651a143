package @@package@@.bookings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears of the bookings that were announced, also by other instances.
 */
@Component
@ConditionalOnProperty("spring.kafka.bootstrap-servers")
class BookingListener {

	private static final Logger logger = LoggerFactory.getLogger(BookingListener.class);

	@KafkaListener(id = "${spring.application.name}", topics = BookingAnnouncer.TOPIC)
	void heard(Booking booking) {
		logger.info("Booking {} was announced", booking.id());
	}

}
