package @@package@@.bookings;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps bookings in the database.
 */
@Repository
class BookingRepository {

	private final DatabaseClient databaseClient;

	BookingRepository(DatabaseClient databaseClient) {
		this.databaseClient = databaseClient;
	}

	Mono<Booking> save(int seats) {
		return this.databaseClient.sql("insert into booking (seats) values (:seats)")
			.bind("seats", seats)
			.filter((statement) -> statement.returnGeneratedValues("id"))
			.mapValue(Long.class)
			.one()
			.map((id) -> new Booking(id, seats));
	}

	Mono<Booking> findById(long id) {
		return this.databaseClient.sql("select id, seats from booking where id = :id")
			.bind("id", id)
			.mapProperties(Booking.class)
			.one();
	}

	Flux<Booking> findLatest() {
		return this.databaseClient.sql("select id, seats from booking order by id desc limit 100")
			.mapProperties(Booking.class)
			.all();
	}

}
