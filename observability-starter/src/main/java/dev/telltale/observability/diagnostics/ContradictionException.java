package dev.telltale.observability.diagnostics;

/**
 * Two of Telltale's own settings contradict each other, so that one of them can never
 * work. Carries what is wrong and what to do about it.
 */
class ContradictionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	/**
	 * Create an exception.
	 * @param problem what is wrong: properties, values and origins
	 * @param action what to do, an imperative sentence
	 */
	ContradictionException(String problem, String action) {
		super(problem);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
