package dev.telltale.observability.logging;

/**
 * Where encoded lines go. Called by one thread at a time.
 */
interface LineSink {

	/**
	 * Write lines.
	 * @param lines whole lines with their ends
	 * @return whether they were written
	 */
	boolean write(byte[] lines);

	/**
	 * Close what is open.
	 */
	void stop();

}
