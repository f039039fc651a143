package dev.telltale.cli.scenario;

import dev.telltale.tools.ExplainedException;

/**
 * Thrown when a scenario is not well-formed. The message names file, line and fix.
 */
public class ScenarioException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	ScenarioException(String message) {
		super(message);
	}

}
