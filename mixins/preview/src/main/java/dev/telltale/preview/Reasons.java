package dev.telltale.preview;

/**
 * Knows why a query answers nothing. Called by several threads.
 */
@FunctionalInterface
public interface Reasons {

	/** Knows of no reason. */
	Reasons NONE = (expression) -> "";

	/**
	 * Say why a query answers nothing.
	 * @param expression the query, without variables
	 * @return one sentence or a few, or an empty text if there is no telling
	 * @throws Exception if it cannot be found out; then there is no telling
	 */
	String why(String expression) throws Exception;

}
