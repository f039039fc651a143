package dev.telltale.observability.slo;

/**
 * What an event means for an objective.
 * <p>
 * Of HTTP responses, a 5xx is bad: the service failed its user. A 4xx says nothing about
 * the service and is ignored, for a scanner's thousand 404s must not make room for ten
 * real failures; so are requests that were refused by a rate limit (429) or given up by
 * the client. All else is good.
 */
enum SloOutcome {

	/** The service did what it promises. */
	GOOD,

	/** The service failed. */
	BAD,

	/** The client asked for something wrong. */
	CLIENT_ERROR,

	/** The client asked too often. */
	RATE_LIMITED,

	/** The client went away before the answer. */
	CANCELLED;

	private static final int TOO_MANY_REQUESTS = 429;

	// nginx's code for a client that closed the request, which gateways pass on.
	private static final int CLIENT_CLOSED_REQUEST = 499;

	boolean isIgnored() {
		return this != GOOD && this != BAD;
	}

	/**
	 * Return the outcome of an HTTP request that was not given up by its client.
	 * @param status the status of the response
	 * @return the outcome
	 */
	static SloOutcome ofStatus(int status) {
		if (status >= 500) {
			return BAD;
		}
		return switch (status) {
			case TOO_MANY_REQUESTS -> RATE_LIMITED;
			case CLIENT_CLOSED_REQUEST -> CANCELLED;
			default -> (status >= 400) ? CLIENT_ERROR : GOOD;
		};
	}

}
