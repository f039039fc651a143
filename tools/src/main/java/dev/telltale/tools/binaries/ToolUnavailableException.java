package dev.telltale.tools.binaries;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when a tool is neither on this machine nor can be fetched. The message is
 * written for people: one line that says what is missing, why, and what to do.
 */
public class ToolUnavailableException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is missing, why, and what to do
	 */
	public ToolUnavailableException(String message) {
		super(message);
	}

}
