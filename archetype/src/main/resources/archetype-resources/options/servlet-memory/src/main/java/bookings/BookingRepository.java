package @@package@@.bookings;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

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

	Booking save(int seats) {
		Booking booking = new Booking(this.lastId.incrementAndGet(), seats);
		this.bookings.put(booking.id(), booking);
		this.bookings.remove(booking.id() - KEPT);
		return booking;
	}

	Optional<Booking> findById(long id) {
		return Optional.ofNullable(this.bookings.get(id));
	}

	List<Booking> findLatest() {
		return this.bookings.descendingMap().values().stream().limit(SHOWN).toList();
	}

}
