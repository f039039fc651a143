package dev.telltale.cli.history;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when the history cannot be written. The message is one line that says what,
 * where, and what to do.
 */
public class BackFillException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what, where, and what to do
	 */
	public BackFillException(String message) {
		super(message);
	}

}
