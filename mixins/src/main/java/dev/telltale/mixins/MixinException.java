package dev.telltale.mixins;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when a mixin cannot be rendered or written. The message is one line for people:
 * what is wrong, where, and what to do.
 */
public class MixinException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong, where, and what to do
	 */
	public MixinException(String message) {
		super(message);
	}

	/**
	 * Create an exception.
	 * @param message what is wrong, where, and what to do
	 * @param cause what it follows from
	 */
	public MixinException(String message, Throwable cause) {
		super(message, cause);
	}

}
