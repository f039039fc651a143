package dev.telltale.tools.binaries;

/**
 * Thrown when a package cannot be fetched: why, and what to do.
 */
class FetchException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String action;

	FetchException(String reason, String action) {
		super(reason);
		this.action = action;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	String action() {
		return this.action;
	}

}
