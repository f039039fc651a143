package dev.telltale.cli.tour;

/**
 * A tour that cannot be read.
 */
public final class TourException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TourException(String message) {
		super(message);
	}

}
