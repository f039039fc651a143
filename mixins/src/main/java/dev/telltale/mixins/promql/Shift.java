package dev.telltale.mixins.promql;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What moves the time at which series are looked at.
 *
 * @param offset how far back, forward if negative
 * @param at the fixed time, as seconds since 1970 or as {@code start()} or {@code end()};
 * {@code null} for the time of the evaluation
 */
public record Shift(Duration offset, @Nullable String at) {

	/** The time of the evaluation itself. */
	public static final Shift NONE = new Shift(Duration.ZERO, null);

}
