package @@package@@.bookings;

import java.util.List;
import java.util.Optional;

import dev.telltale.observability.business.BusinessEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// [kafka]
import org.springframework.context.ApplicationEventPublisher;
// [/kafka]
import org.springframework.stereotype.Service;

/**
 * Books seats.
 */
@Service
class Bookings {

	static final int MAX_SEATS = 8;

	private static final Logger logger = LoggerFactory.getLogger(Bookings.class);

	private final BookingRepository repository;

	// [kafka]
	private final ApplicationEventPublisher events;

	Bookings(BookingRepository repository, ApplicationEventPublisher events) {
		this.repository = repository;
		this.events = events;
	}
	// [/kafka]
	// [!kafka]
	Bookings(BookingRepository repository) {
		this.repository = repository;
	}
	// [/!kafka]

	/**
	 * Book seats. Whatever this throws counts as a failure of the event "booking".
	 * @param seats how many
	 * @return the booking
	 * @throws BookingRefusedException if it is too few or too many
	 */
	@BusinessEvent("booking")
	public Booking book(int seats) {
		if (seats < 1 || seats > MAX_SEATS) {
			throw new BookingRefusedException("A booking has 1 to %d seats, not %d".formatted(MAX_SEATS, seats));
		}
		Booking booking = this.repository.save(seats);
		logger.info("Booking {} made: {} seats", booking.id(), booking.seats());
		// [kafka]
		this.events.publishEvent(booking);
		// [/kafka]
		return booking;
	}

	Optional<Booking> find(long id) {
		return this.repository.findById(id);
	}

	List<Booking> latest() {
		return this.repository.findLatest();
	}

}
