package dev.telltale.observability.logging;

import java.io.PrintStream;

/**
 * Writes lines to {@code System.out}, which swallows its errors: a line counts as written
 * once it is accepted.
 */
class ConsoleSink implements LineSink {

	@Override
	public boolean write(byte[] lines, int length) {
		// Whoever replaces the stream, as tests do, gets what is written from then on.
		PrintStream console = System.out;
		console.write(lines, 0, length);
		console.flush();
		return true;
	}

	@Override
	public void stop() {
		// The console belongs to the process.
	}

}
