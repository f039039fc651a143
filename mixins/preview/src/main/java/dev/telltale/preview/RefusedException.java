package dev.telltale.preview;

/**
 * A request that is not served. The message is for people.
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
