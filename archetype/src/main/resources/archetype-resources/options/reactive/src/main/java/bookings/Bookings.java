package @@package@@.bookings;

import dev.telltale.observability.business.BusinessEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
// [kafka]
import reactor.core.scheduler.Schedulers;
// [/kafka]

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
	 * Book seats. Whatever this ends with, other than a booking, counts as a failure of
	 * the event "booking".
	 * @param seats how many
	 * @return the booking; a {@link BookingRefusedException} if it is too few or too many
	 */
	@BusinessEvent("booking")
	public Mono<Booking> book(int seats) {
		if (seats < 1 || seats > MAX_SEATS) {
			return Mono
				.error(new BookingRefusedException("A booking has 1 to %d seats, not %d".formatted(MAX_SEATS, seats)));
		}
		// [kafka]
		return this.repository.save(seats)
			.doOnNext((booking) -> logger.info("Booking {} made: {} seats", booking.id(), booking.seats()))
			// Who listens may block.
			.publishOn(Schedulers.boundedElastic())
			.doOnNext(this.events::publishEvent);
		// [/kafka]
		// [!kafka]
		return this.repository.save(seats)
			.doOnNext((booking) -> logger.info("Booking {} made: {} seats", booking.id(), booking.seats()));
		// [/!kafka]
	}

	Mono<Booking> find(long id) {
		return this.repository.findById(id);
	}

	Flux<Booking> latest() {
		return this.repository.findLatest();
	}

}
