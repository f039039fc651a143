package dev.telltale.cli.scenario;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when a component of the stack ends while a scenario runs.
 */
public class StackDiedException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	StackDiedException(String message) {
		super(message);
	}

}
