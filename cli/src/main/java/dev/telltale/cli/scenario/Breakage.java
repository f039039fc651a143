package dev.telltale.cli.scenario;

/**
 * A fault that can begin and end.
 */
interface Breakage extends AutoCloseable {

	/**
	 * Begin.
	 * @return whether it is as planned
	 * @throws InterruptedException if this thread is interrupted
	 */
	Outcome begin() throws InterruptedException;

	/**
	 * End. What was broken is whole again.
	 * @return whether it was as planned all the while
	 * @throws InterruptedException if this thread is interrupted
	 */
	Outcome end() throws InterruptedException;

	/**
	 * Stop, whatever was done before.
	 */
	@Override
	void close();

}
