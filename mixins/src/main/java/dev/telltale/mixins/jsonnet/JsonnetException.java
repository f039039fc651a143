package dev.telltale.mixins.jsonnet;

/**
 * Thrown when jsonnet cannot be evaluated. The message is one line for people: what is
 * wrong, and the file, line and column where.
 */
public class JsonnetException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is wrong and where
	 */
	public JsonnetException(String message) {
		super(message);
	}

}
