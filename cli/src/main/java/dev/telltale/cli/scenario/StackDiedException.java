package dev.telltale.cli.scenario;

/**
 * Thrown when a component of the stack ends while a scenario runs.
 */
public class StackDiedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	StackDiedException(String message) {
		super(message);
	}

}
