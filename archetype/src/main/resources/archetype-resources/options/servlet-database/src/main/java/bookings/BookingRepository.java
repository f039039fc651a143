package @@package@@.bookings;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * Keeps bookings in the database.
 */
@Repository
class BookingRepository {

	private final JdbcClient jdbcClient;

	BookingRepository(JdbcClient jdbcClient) {
		this.jdbcClient = jdbcClient;
	}

	Booking save(int seats) {
		KeyHolder key = new GeneratedKeyHolder();
		this.jdbcClient.sql("insert into booking (seats) values (:seats)").param("seats", seats).update(key, "id");
		return new Booking(key.getKeyAs(Long.class), seats);
	}

	Optional<Booking> findById(long id) {
		return this.jdbcClient.sql("select id, seats from booking where id = :id")
			.param("id", id)
			.query(Booking.class)
			.optional();
	}

	List<Booking> findLatest() {
		return this.jdbcClient.sql("select id, seats from booking order by id desc limit 100")
			.query(Booking.class)
			.list();
	}

}
