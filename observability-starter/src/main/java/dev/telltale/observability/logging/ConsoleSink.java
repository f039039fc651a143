package dev.telltale.observability.logging;

import ch.qos.logback.core.ConsoleAppender;

/**
 * Writes lines to {@code System.out}, which swallows its errors: a line counts as written
 * once it is accepted.
 */
class ConsoleSink extends ConsoleAppender<byte[]> implements LineSink {

	@Override
	public boolean write(byte[] lines) {
		doAppend(lines);
		return isStarted();
	}

}
