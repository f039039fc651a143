package dev.telltale.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a file from its end to its beginning, a block at a time. Of a line
 * of more than a mebibyte only the beginning is kept. Not thread-safe.
 */
final class BackwardLines implements Closeable {

	/** How much of a line is kept, in bytes, to the next block. */
	static final int MAX_LINE = 1024 * 1024;

	private static final int BLOCK = 64 * 1024;

	private final FileChannel channel;

	private final byte[] block = new byte[BLOCK];

	// Where in the file the block begins.
	private long position;

	// How much of the block is not yet read.
	private int left;

	private boolean done;

	private BackwardLines(FileChannel channel, long end) {
		this.channel = channel;
		this.position = end;
	}

	/**
	 * Open a file.
	 * @param file the file
	 * @param end where to begin, in bytes; the file may be shorter
	 * @return the lines
	 * @throws IOException if it cannot be read
	 */
	static BackwardLines open(Path file, long end) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
		try {
			BackwardLines lines = new BackwardLines(channel, Math.min(end, channel.size()));
			lines.skipLastBreak();
			return lines;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private void skipLastBreak() throws IOException {
		if (fill() && this.block[this.left - 1] == '\n') {
			this.left--;
		}
	}

	/**
	 * Read the line before.
	 * @return its bytes without the line break, or {@code null} if there is none
	 * @throws IOException if the file cannot be read
	 */
	byte @Nullable [] next() throws IOException {
		if (this.done) {
			return null;
		}
		Deque<byte[]> parts = new ArrayDeque<>();
		int length = 0;
		while (true) {
			int start = afterBreak();
			parts.addFirst(Arrays.copyOfRange(this.block, start, this.left));
			length += this.left - start;
			while (length - parts.getLast().length >= MAX_LINE) {
				length -= parts.removeLast().length;
			}
			if (start > 0) {
				this.left = start - 1;
				return join(parts, length);
			}
			if (!fill()) {
				return join(parts, length);
			}
			if (this.block[this.left - 1] == '\n') {
				this.left--;
				return join(parts, length);
			}
		}
	}

	/**
	 * Return where the last line of the block begins, or 0 if that is not in it.
	 */
	private int afterBreak() {
		for (int i = this.left; i > 0; i--) {
			if (this.block[i - 1] == '\n') {
				return i;
			}
		}
		return 0;
	}

	/**
	 * Read the block before.
	 * @return whether there is one
	 */
	private boolean fill() throws IOException {
		int size = (int) Math.min(BLOCK, this.position);
		this.position -= size;
		ByteBuffer buffer = ByteBuffer.wrap(this.block, 0, size);
		while (buffer.hasRemaining()) {
			// The file may have been cut meanwhile.
			if (this.channel.read(buffer, this.position + buffer.position()) < 0) {
				size = 0;
				break;
			}
		}
		this.left = size;
		this.done = size == 0;
		return size > 0;
	}

	private static byte[] join(Deque<byte[]> parts, int length) {
		ByteBuffer line = ByteBuffer.allocate(length);
		parts.forEach(line::put);
		return line.array();
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
