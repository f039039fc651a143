package dev.telltale.cli.receiver;

/**
 * Thrown when a text is not a notification. The message is one line that says what is
 * wrong and where.
 */
final class InvalidPayloadException extends Exception {

	private static final long serialVersionUID = 1L;

	InvalidPayloadException(String message) {
		super(message);
	}

}
