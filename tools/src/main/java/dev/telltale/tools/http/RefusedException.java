package dev.telltale.tools.http;

/**
 * Thrown when a server of ours refuses a request. The message is one line for people:
 * what, where, what to do.
 */
public final class RefusedException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * The status to answer with.
	 */
	private final int status;

	/**
	 * Create an exception.
	 * @param status the HTTP status to answer with
	 * @param message what, where, what to do
	 */
	public RefusedException(int status, String message) {
		super(message);
		this.status = status;
	}

	/**
	 * Return the status to answer with.
	 * @return the HTTP status
	 */
	public int status() {
		return this.status;
	}

}
