package dev.telltale.observability.health;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Status;

/**
 * The states of the state set. A status of the user's own is {@link #UNKNOWN}: a set that
 * grows with what a check returns would have no bound.
 */
enum HealthState {

	UP(Status.UP), DOWN(Status.DOWN), OUT_OF_SERVICE(Status.OUT_OF_SERVICE), UNKNOWN(Status.UNKNOWN);

	private final Status status;

	HealthState(Status status) {
		this.status = status;
	}

	static HealthState of(@Nullable Status status) {
		for (HealthState state : values()) {
			if (state.status.equals(status)) {
				return state;
			}
		}
		return UNKNOWN;
	}

}
