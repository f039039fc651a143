package dev.telltale.cli.traces;

/**
 * Thrown when an export of traces is refused. The message is one line: what, where, what
 * to do.
 */
final class OtlpException extends Exception {

	private static final long serialVersionUID = 1L;

	private final int status;

	OtlpException(int status, String message) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

}
