package dev.telltale.observability.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a rolling file and notices what Logback swallows: that the disk is full
 * or the file cannot be opened. It then leaves no half line behind, and opens the file
 * again when a second has passed.
 */
class FileSink extends RollingFileAppender<byte[]> implements LineSink, RecoveryListener {

	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private boolean failed;

	private long failedAt;

	FileSink() {
		// Lines come in batches; what stays in a buffer would be written twice after an
		// error.
		setBufferSize(new FileSize(1));
	}

	@Override
	public void setOutputStream(OutputStream outputStream) {
		if (outputStream instanceof ResilientFileOutputStream file) {
			file.addRecoveryListener(this);
		}
		super.setOutputStream(outputStream);
	}

	@Override
	public boolean write(byte[] lines, int length) {
		if (this.failed && !reopen()) {
			return false;
		}
		FileChannel channel = channel();
		long size = size(channel);
		// Logback counts by the array's length when to roll.
		doAppend((length < lines.length) ? Arrays.copyOf(lines, length) : lines);
		FileChannel written = channel();
		if (written == null) {
			newFailure(new IOException("The file is not open"));
		}
		else if (this.failed) {
			truncate(written, (written == channel) ? size : 0);
		}
		return !this.failed;
	}

	private boolean reopen() {
		if (System.nanoTime() - this.failedAt < RETRY_NANOS) {
			return false;
		}
		try {
			this.failed = false;
			openFile(getFile());
			return true;
		}
		catch (IOException ex) {
			newFailure(ex);
			return false;
		}
	}

	private @Nullable FileChannel channel() {
		return (getOutputStream() instanceof ResilientFileOutputStream file) ? file.getChannel() : null;
	}

	private static long size(@Nullable FileChannel channel) {
		try {
			return (channel != null) ? channel.size() : 0;
		}
		catch (IOException ex) {
			return Long.MAX_VALUE;
		}
	}

	private static void truncate(FileChannel channel, long size) {
		try {
			channel.truncate(size);
		}
		catch (IOException ex) {
			// The half line stays; there is nothing else to be done about a broken disk.
		}
	}

	@Override
	public void newFailure(IOException ex) {
		this.failed = true;
		this.failedAt = System.nanoTime();
	}

	@Override
	public void recoveryOccured() {
	}

}
