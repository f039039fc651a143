package dev.telltale.sample.faults;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when a fault cannot be had as it was asked for. Its message is the answer.
 */
class FaultException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	private FaultException(HttpStatus status, String message, @Nullable Throwable cause) {
		super(status, ProblemDetail.forStatusAndDetail(status, message), cause);
	}

	static FaultException unknown(String name, Collection<String> known) {
		return new FaultException(HttpStatus.NOT_FOUND,
				"There is no fault '%s' here: there are %s".formatted(name, String.join(", ", known)), null);
	}

	static FaultException invalid(String message) {
		return new FaultException(HttpStatus.BAD_REQUEST, message, null);
	}

	static FaultException impossible(String message, @Nullable Throwable cause) {
		return new FaultException(HttpStatus.CONFLICT, message, cause);
	}

	static FaultException stopping() {
		return new FaultException(HttpStatus.SERVICE_UNAVAILABLE,
				"The service is not running: start faults while it is", null);
	}

}
