package dev.telltale.observability.slo;

/**
 * Why an event says nothing about the service.
 */
public enum SloIgnoredReason {

	/** The client asked for something wrong. */
	CLIENT_ERROR(SloOutcome.CLIENT_ERROR),

	/** The client asked too often. */
	RATE_LIMITED(SloOutcome.RATE_LIMITED),

	/** The client went away before the answer. */
	CANCELLED(SloOutcome.CANCELLED);

	private final SloOutcome outcome;

	SloIgnoredReason(SloOutcome outcome) {
		this.outcome = outcome;
	}

	SloOutcome outcome() {
		return this.outcome;
	}

}
