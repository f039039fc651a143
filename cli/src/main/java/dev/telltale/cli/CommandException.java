package dev.telltale.cli;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when a command cannot go on. The message is written for people: one line that
 * says what, where, and what to do.
 */
public class CommandException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what, where, and what to do
	 */
	public CommandException(String message) {
		super(message);
	}

}
