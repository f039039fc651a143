package dev.telltale.faults;

import java.util.concurrent.TimeUnit;

/**
 * A thread of a fault, which ends with it.
 */
final class Worker {

	private static final long PATIENCE = TimeUnit.SECONDS.toMillis(5);

	private final Thread thread;

	private Worker(Thread thread) {
		this.thread = thread;
	}

	/**
	 * Start a thread.
	 * @param name its name
	 * @param work what it does, until it is interrupted
	 * @return the worker
	 */
	static Worker start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (InterruptedException ex) {
				// Is how it ends.
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		return new Worker(thread);
	}

	/**
	 * Interrupt the thread and wait until it has ended.
	 * @throws IllegalStateException if it does not end within seconds
	 */
	void stop() {
		this.thread.interrupt();
		try {
			this.thread.join(PATIENCE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.thread.isAlive()) {
			throw new IllegalStateException("Thread " + this.thread.getName() + " does not end");
		}
	}

	/**
	 * What a thread does.
	 */
	@FunctionalInterface
	interface Work {

		/**
		 * Do it.
		 * @throws InterruptedException if the thread was interrupted
		 */
		void run() throws InterruptedException;

	}

}
