package dev.telltale.cli.scenario;

/**
 * Thrown when a scenario is not well-formed. The message names file, line and fix.
 */
public class ScenarioException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ScenarioException(String message) {
		super(message);
	}

}
