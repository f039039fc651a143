package @@package@@.bookings;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest
@AutoConfigureWebTestClient
class BookingControllerTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private Bookings bookings;

	@Test
	void aBookingIsCreated() {
		this.client.post()
			.uri("/api/bookings?seats=2")
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody()
			.jsonPath("seats")
			.isEqualTo(2);
	}

	@Test
	void aRefusedBookingIsNoFailureOfTheService() {
		this.client.post()
			.uri("/api/bookings?seats=9")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
			.expectBody()
			.jsonPath("detail")
			.isEqualTo("A booking has 1 to 8 seats, not 9");
	}

	@Test
	void aBookingIsFound() {
		Booking booking = this.bookings.book(3).block();
		this.client.get()
			.uri("/api/bookings/{id}", booking.id())
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Booking.class)
			.isEqualTo(booking);
	}

	@Test
	void aBookingThatIsNotThereIsNotFound() {
		this.client.get().uri("/api/bookings/{id}", -1).exchange().expectStatus().isNotFound();
	}

}
