package dev.telltale.cli.tour;

import dev.telltale.tools.ExplainedException;

/**
 * A tour that cannot be read.
 */
public final class TourException extends ExplainedException {

	private static final long serialVersionUID = 1L;

	TourException(String message) {
		super(message);
	}

}
