package dev.telltale.tools.binaries;

/**
 * Thrown when a program has the right name but cannot serve as the tool.
 */
class UnusableProgramException extends Exception {

	private static final long serialVersionUID = 1L;

	UnusableProgramException(String message) {
		super(message);
	}

}
