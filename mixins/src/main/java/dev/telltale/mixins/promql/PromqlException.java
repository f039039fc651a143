package dev.telltale.mixins.promql;

/**
 * Thrown when a text is no PromQL. The message is one line for people: where, what was
 * expected, what stands there.
 */
public final class PromqlException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The line of the mistake, from 1.
	 */
	private final int line;

	/**
	 * The column of the mistake, from 1.
	 */
	private final int column;

	PromqlException(String text, int offset, String problem) {
		this(line(text, offset), column(text, offset), problem);
	}

	private PromqlException(int line, int column, String problem) {
		super("%d:%d: %s".formatted(line, column, problem));
		this.line = line;
		this.column = column;
	}

	/**
	 * Return the line of the mistake.
	 * @return the line, counted from 1
	 */
	public int line() {
		return this.line;
	}

	/**
	 * Return the column of the mistake.
	 * @return the column, counted from 1
	 */
	public int column() {
		return this.column;
	}

	private static int line(String text, int offset) {
		return (int) text.substring(0, offset).chars().filter((character) -> character == '\n').count() + 1;
	}

	private static int column(String text, int offset) {
		return offset - text.lastIndexOf('\n', offset - 1);
	}

}
