package dev.telltale.cli.receiver;

/**
 * Thrown when a request is refused. The message is one line: what, where, what to do.
 */
final class RefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final int status;

	RefusedException(int status, String message) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

}
