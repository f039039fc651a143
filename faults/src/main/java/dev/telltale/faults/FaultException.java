package dev.telltale.faults;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Thrown when a fault cannot be had as it was asked for. Its message is the answer.
 */
public final class FaultException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * What the request is answered with.
	 */
	private final HttpStatus status;

	private FaultException(HttpStatus status, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.status = status;
	}

	/**
	 * Create an exception for a fault that cannot begin as the service is now.
	 * @param message why, and what to do
	 * @param cause what came in between, if anything
	 * @return the exception, answered with status 409
	 */
	public static FaultException impossible(String message, @Nullable Throwable cause) {
		return new FaultException(HttpStatus.CONFLICT, message, cause);
	}

	static FaultException unknown(String name, Collection<String> known) {
		return new FaultException(HttpStatus.NOT_FOUND,
				"There is no fault '%s' here: there are %s".formatted(name, String.join(", ", known)), null);
	}

	static FaultException invalid(String message) {
		return new FaultException(HttpStatus.BAD_REQUEST, message, null);
	}

	static FaultException stopping() {
		return new FaultException(HttpStatus.SERVICE_UNAVAILABLE,
				"The service is not running: start faults while it is", null);
	}

	HttpStatus getStatus() {
		return this.status;
	}

}
