package dev.telltale.tools.process;

/**
 * Thrown when a process does not get ready. The message is one line for people: which
 * process, why, and where its log is.
 */
public class NotReadyException extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which process, why, and where its log is
	 */
	public NotReadyException(String message) {
		super(message);
	}

}
