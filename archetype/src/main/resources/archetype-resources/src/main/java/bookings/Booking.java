package @@package@@.bookings;

/**
 * Seats that were booked.
 *
 * @param id the identifier
 * @param seats how many
 */
record Booking(long id, int seats) {

}
