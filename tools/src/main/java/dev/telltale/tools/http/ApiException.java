package dev.telltale.tools.http;

import dev.telltale.tools.ExplainedException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a server cannot be reached or refuses a request. The message is one line
 * for people: which server, and its own words.
 */
public class ApiException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/** The status of a server that gave no answer. */
	private static final int NONE = 0;

	/**
	 * The status of the answer.
	 */
	private final int status;

	/**
	 * Create an exception for a request without an answer.
	 * @param message which server, and why
	 * @param cause what went wrong
	 */
	public ApiException(String message, @Nullable Throwable cause) {
		super(message, cause);
		this.status = NONE;
	}

	/**
	 * Create an exception for a refused request.
	 * @param message which server, and its words
	 * @param status the HTTP status
	 */
	public ApiException(String message, int status) {
		super(message);
		this.status = status;
	}

	/**
	 * Return the status of the answer.
	 * @return the HTTP status, or 0 if there was no usable answer
	 */
	public int status() {
		return this.status;
	}

}
