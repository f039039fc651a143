package dev.telltale.tools;

import org.jspecify.annotations.Nullable;

/**
 * A failure that its message explains to a person: what is wrong, where, and what to do.
 * Commands print the message and nothing else; any other exception is a fault of ours and
 * comes with its trace.
 */
public abstract class ExplainedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong, where, and what to do
	 */
	protected ExplainedException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what is wrong, where, and what to do
	 * @param cause what it follows from
	 */
	protected ExplainedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
