package dev.telltale.tools.exposition;

/**
 * Thrown when a text breaks the rules of its format. The message names the line.
 */
public class ExpositionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The line of the mistake, from 1.
	 */
	private final int line;

	ExpositionException(int line, String problem) {
		super("line " + line + ": " + problem);
		this.line = line;
	}

	/**
	 * Return where the problem is.
	 * @return the line, counted from 1
	 */
	public int line() {
		return this.line;
	}

}
