package dev.telltale.faults;

import java.util.concurrent.TimeUnit;

/**
 * Acts so many times a second, in small steps, until its thread is interrupted.
 */
final class Pace {

	private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);

	private Pace() {
	}

	/**
	 * Act until the action returns {@code false}.
	 * @param perSecond how often a second
	 * @param action what to do
	 * @throws InterruptedException if the thread was interrupted
	 */
	static void keep(int perSecond, Action action) throws InterruptedException {
		long start = System.nanoTime();
		long done = 0;
		while (true) {
			long due = (System.nanoTime() - start) / 1_000 * perSecond / 1_000_000;
			// A thread that stood still does not make up for it in one go.
			long owed = Math.min(due - done, perSecond);
			for (long i = 0; i < owed; i++) {
				if (!action.act()) {
					return;
				}
			}
			done = due;
			TimeUnit.NANOSECONDS.sleep(STEP);
		}
	}

	/**
	 * What is done again and again.
	 */
	@FunctionalInterface
	interface Action {

		/**
		 * Do it once.
		 * @return whether to go on
		 */
		boolean act();

	}

}
