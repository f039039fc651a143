package dev.telltale.benchmarks;

import java.io.IOException;

/**
 * What a command does.
 */
interface Work {

	void run() throws IOException, InterruptedException;

	/**
	 * Run, and end the process with one line for what went wrong.
	 * @param work what to run
	 */
	static void orExit(Work work) {
		try {
			work.run();
		}
		catch (BenchmarkException | IOException ex) {
			System.err.println("benchmark: " + ex.getMessage());
			System.exit(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			System.exit(130);
		}
	}

}
