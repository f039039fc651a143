package dev.telltale.cli.traces;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for what happens on another thread.
 */
final class Await {

	private static final Duration WITHIN = Duration.ofSeconds(20);

	private Await() {
	}

	/**
	 * Wait until a condition holds; a test then asserts it, and so names what does not.
	 */
	static void until(BooleanSupplier condition) throws InterruptedException {
		long end = System.nanoTime() + WITHIN.toNanos();
		while (!condition.getAsBoolean() && System.nanoTime() < end) {
			Thread.sleep(10);
		}
	}

}
