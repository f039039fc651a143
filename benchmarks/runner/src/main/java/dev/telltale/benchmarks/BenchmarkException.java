package dev.telltale.benchmarks;

/**
 * A run that cannot go on; the message says why, and what to do.
 */
class BenchmarkException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BenchmarkException(String message) {
		super(message);
	}

}
