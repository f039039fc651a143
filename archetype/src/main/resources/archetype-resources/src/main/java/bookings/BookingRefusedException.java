package @@package@@.bookings;

/**
 * A booking that breaks a rule of the business: the user's request was understood, and
 * nothing is broken.
 */
class BookingRefusedException extends RuntimeException {

	BookingRefusedException(String message) {
		super(message);
	}

}
