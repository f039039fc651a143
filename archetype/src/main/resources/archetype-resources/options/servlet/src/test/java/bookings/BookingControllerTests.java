package @@package@@.bookings;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@AutoConfigureMockMvc
class BookingControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Bookings bookings;

	@Test
	void aBookingIsCreated() {
		assertThat(this.mvc.post().uri("/api/bookings?seats=2")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("seats")
			.isEqualTo(2);
	}

	@Test
	void aRefusedBookingIsNoFailureOfTheService() {
		assertThat(this.mvc.post().uri("/api/bookings?seats=9")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("detail")
			.isEqualTo("A booking has 1 to 8 seats, not 9");
	}

	@Test
	void aBookingIsFound() {
		Booking booking = this.bookings.book(3);
		assertThat(this.mvc.get().uri("/api/bookings/{id}", booking.id())).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("{\"id\": %d, \"seats\": 3}".formatted(booking.id()));
	}

	@Test
	void aBookingThatIsNotThereIsNotFound() {
		assertThat(this.mvc.get().uri("/api/bookings/{id}", -1)).hasStatus(HttpStatus.NOT_FOUND);
	}

}
