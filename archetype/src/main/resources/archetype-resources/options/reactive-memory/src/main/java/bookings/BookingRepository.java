package @@package@@.bookings;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Keeps the latest bookings in memory, until there is a database.
 */
@Repository
class BookingRepository {

	private static final int KEPT = 1000;

	private static final int SHOWN = 100;

	private final AtomicLong lastId = new AtomicLong();

	private final ConcurrentSkipListMap<Long, Booking> bookings = new ConcurrentSkipListMap<>();

	Mono<Booking> save(int seats) {
		return Mono.fromSupplier(() -> {
			Booking booking = new Booking(this.lastId.incrementAndGet(), seats);
			this.bookings.put(booking.id(), booking);
			this.bookings.remove(booking.id() - KEPT);
			return booking;
		});
	}

	Mono<Booking> findById(long id) {
		return Mono.fromSupplier(() -> this.bookings.get(id));
	}

	Flux<Booking> findLatest() {
		return Flux.defer(() -> Flux.fromIterable(this.bookings.descendingMap().values())).take(SHOWN);
	}

}
