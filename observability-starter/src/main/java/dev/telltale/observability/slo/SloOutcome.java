package dev.telltale.observability.slo;

import org.jspecify.annotations.Nullable;

/**
 * What an event means for an objective.
 * <p>
 * Of HTTP responses, a 5xx is bad: the service failed its user. So are a request that was
 * refused with 503, by whatever filter or bulkhead, one that timed out, and an answer
 * that broke off in the middle. A 4xx says nothing about the service and is ignored, for
 * a scanner's thousand 404s must not make room for ten real failures; so are requests
 * that were refused by a rate limit (429) or given up by the client. All else is good.
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
	 * @param error the error that no handler turned into an answer, if there was one:
	 * when it comes amid an answer, the status has already been sent
	 * @return the outcome
	 */
	static SloOutcome of(int status, @Nullable Throwable error) {
		return (error != null && status < 400) ? BAD : ofStatus(status);
	}

	/**
	 * Return the outcome of an HTTP request that ended as its status says.
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
