package dev.telltale.cli.stack;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when the stack cannot be started or used. The message is one line that says
 * what, where, and what to do.
 */
public class StackException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what, where, and what to do
	 */
	public StackException(String message) {
		super(message);
	}

}
