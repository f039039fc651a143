package dev.telltale.tools.prometheus;

import java.time.Instant;

/**
 * A value at a time.
 *
 * @param timestamp the time, to the millisecond
 * @param value the value, which may be infinite or not a number; {@code NaN} for a native
 * histogram, of which only the presence is told
 */
public record Point(Instant timestamp, double value) {

}
