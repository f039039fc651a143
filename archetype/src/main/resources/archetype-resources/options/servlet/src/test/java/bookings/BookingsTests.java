package @@package@@.bookings;

// [kafka]
import java.util.ArrayList;
import java.util.List;
// [/kafka]

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// [database]
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
// [/database]

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BookingsTests {

	// [memory]
	private final BookingRepository repository = new BookingRepository();
	// [/memory]
	// [database]
	private final BookingRepository repository = new BookingRepository(
			JdbcClient.create(new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("schema.sql")
				.build()));
	// [/database]

	// [kafka]
	private final List<Object> events = new ArrayList<>();

	private final Bookings bookings = new Bookings(this.repository, this.events::add);
	// [/kafka]
	// [!kafka]
	private final Bookings bookings = new Bookings(this.repository);
	// [/!kafka]

	@Test
	void seatsAreBooked() {
		Booking booking = this.bookings.book(Bookings.MAX_SEATS);
		assertThat(booking.seats()).isEqualTo(Bookings.MAX_SEATS);
		assertThat(this.bookings.find(booking.id())).contains(booking);
		// [kafka]
		assertThat(this.events).containsExactly(booking);
		// [/kafka]
	}

	@Test
	void theLatestBookingComesFirst() {
		Booking first = this.bookings.book(1);
		Booking second = this.bookings.book(2);
		assertThat(this.bookings.latest()).containsExactly(second, first);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, Bookings.MAX_SEATS + 1 })
	void tooFewAndTooManySeatsAreRefused(int seats) {
		assertThatExceptionOfType(BookingRefusedException.class).isThrownBy(() -> this.bookings.book(seats))
			.withMessage("A booking has 1 to 8 seats, not %d", seats);
		assertThat(this.bookings.latest()).isEmpty();
	}

}
