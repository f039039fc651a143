package dev.telltale.observability.logging;

/**
 * Where encoded lines go. Called by one thread at a time.
 */
interface LineSink {

	/**
	 * Write lines.
	 * @param lines whole lines with their ends, at the start of the array
	 * @param length how many bytes they have
	 * @return whether they were written
	 */
	boolean write(byte[] lines, int length);

	/**
	 * Close what is open.
	 */
	void stop();

}
