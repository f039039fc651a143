package @@package@@.bookings;

// [kafka]
import java.util.ArrayList;
import java.util.List;
// [/kafka]
// [database]
import java.util.UUID;
// [/database]

// [database]
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
// [/database]
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// [database]
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.connection.init.ResourceDatabasePopulator;
import org.springframework.r2dbc.core.DatabaseClient;
// [/database]

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BookingsTests {

	// [memory]
	private final BookingRepository repository = new BookingRepository();
	// [/memory]
	// [database]
	private final BookingRepository repository = new BookingRepository(DatabaseClient.create(emptyDatabase()));
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
		Booking booking = this.bookings.book(Bookings.MAX_SEATS).block();
		assertThat(booking.seats()).isEqualTo(Bookings.MAX_SEATS);
		assertThat(this.bookings.find(booking.id()).block()).isEqualTo(booking);
		// [kafka]
		assertThat(this.events).containsExactly(booking);
		// [/kafka]
	}

	@Test
	void theLatestBookingComesFirst() {
		Booking first = this.bookings.book(1).block();
		Booking second = this.bookings.book(2).block();
		assertThat(this.bookings.latest().collectList().block()).containsExactly(second, first);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, Bookings.MAX_SEATS + 1 })
	void tooFewAndTooManySeatsAreRefused(int seats) {
		assertThatExceptionOfType(BookingRefusedException.class).isThrownBy(() -> this.bookings.book(seats).block())
			.withMessage("A booking has 1 to 8 seats, not %d", seats);
		assertThat(this.bookings.latest().collectList().block()).isEmpty();
	}

	// [database]
	private static ConnectionFactory emptyDatabase() {
		ConnectionFactory database = ConnectionFactories
			.get("r2dbc:h2:mem:///%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
		new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).populate(database).block();
		return database;
	}
	// [/database]

}
