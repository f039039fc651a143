package dev.telltale.tools.alertmanager;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A time during which matching alerts are not notified.
 *
 * @param id the id
 * @param state whether it has begun or ended
 * @param matchers the conditions, all of which an alert must meet
 * @param startsAt when it begins
 * @param endsAt when it ends
 * @param createdBy who made it
 * @param comment why
 */
public record Silence(String id, State state, List<Matcher> matchers, @Nullable Instant startsAt,
		@Nullable Instant endsAt, String createdBy, String comment) {

	/**
	 * Whether a silence has begun or ended.
	 */
	public enum State {

		/** It has not begun. */
		PENDING,

		/** It silences. */
		ACTIVE,

		/** It has ended. */
		EXPIRED

	}

}
