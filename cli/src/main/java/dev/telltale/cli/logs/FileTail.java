package dev.telltale.cli.logs;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Reads what is appended to one file. Not thread-safe.
 */
final class FileTail implements Closeable {

	private static final int BLOCK = 64 * 1024;

	private static final int MAX_READ = 1024 * 1024;

	private final Path file;

	private final LogFilter filter;

	private final LogParser parser;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private @Nullable FileChannel channel;

	// Tells a file that was rolled over from the new one of the same name.
	private @Nullable Object key;

	private long position;

	private Instant older = Instant.MIN;

	private FileTail(String job, Path file, LogFilter filter) {
		this.file = file;
		this.filter = filter;
		this.parser = new LogParser(job, filter);
	}

	/**
	 * Open a file to read what comes after its last whole line.
	 */
	static FileTail atEnd(String job, Path file, LogFilter filter) throws IOException {
		FileTail tail = atStart(job, file, filter);
		if (tail.channel != null) {
			tail.position = afterLastBreak(tail.channel);
		}
		return tail;
	}

	static FileTail atStart(String job, Path file, LogFilter filter) throws IOException {
		FileTail tail = new FileTail(job, file, filter);
		tail.open();
		return tail;
	}

	private static long afterLastBreak(FileChannel channel) throws IOException {
		ByteBuffer block = ByteBuffer.allocate(BLOCK);
		long end = channel.size();
		while (end > 0) {
			long start = Math.max(0, end - BLOCK);
			block.clear().limit((int) (end - start));
			int read = channel.read(block, start);
			for (int i = read; i > 0; i--) {
				if (block.get(i - 1) == '\n') {
					return start + i;
				}
			}
			end = start;
		}
		return 0;
	}

	private void open() throws IOException {
		try {
			this.channel = FileChannel.open(this.file, StandardOpenOption.READ);
			this.key = key();
			this.position = 0;
		}
		catch (NoSuchFileException ex) {
			// Rolled over, and nothing written since.
			this.channel = null;
		}
	}

	private @Nullable Object key() throws IOException {
		return Files.readAttributes(this.file, BasicFileAttributes.class).fileKey();
	}

	long position() {
		return this.position;
	}

	/**
	 * Read the lines that are whole.
	 * @param entries where to add those that match
	 */
	void read(List<LogEntry> entries) throws IOException {
		if (this.channel == null) {
			open();
			if (this.channel == null) {
				return;
			}
		}
		// Asked for first: what is written before it is rolled over must be read.
		boolean replaced = isReplaced();
		boolean whole = read(this.channel, entries);
		if (replaced && whole) {
			endLine(entries);
			this.channel.close();
			open();
			if (this.channel != null) {
				read(this.channel, entries);
			}
		}
	}

	private boolean isReplaced() throws IOException {
		try {
			return !Objects.equals(this.key, key());
		}
		catch (NoSuchFileException ex) {
			return true;
		}
	}

	/**
	 * Return whether the end was reached.
	 */
	private boolean read(FileChannel channel, List<LogEntry> entries) throws IOException {
		if (channel.size() < this.position) {
			// Cut: what it holds now is new.
			this.position = 0;
			this.line.reset();
		}
		ByteBuffer block = ByteBuffer.allocate(BLOCK);
		for (int total = 0; total < MAX_READ;) {
			int read = channel.read(block.clear(), this.position);
			if (read <= 0) {
				return true;
			}
			this.position += read;
			total += read;
			add(block.array(), read, entries);
		}
		return false;
	}

	private void add(byte[] block, int length, List<LogEntry> entries) {
		int start = 0;
		for (int i = 0; i < length; i++) {
			if (block[i] == '\n') {
				append(block, start, i);
				endLine(entries);
				start = i + 1;
			}
		}
		append(block, start, length);
	}

	private void append(byte[] block, int start, int end) {
		int room = BackwardLines.MAX_LINE - this.line.size();
		this.line.write(block, start, Math.min(room, end - start));
	}

	private void endLine(List<LogEntry> entries) {
		LogEntry entry = this.parser.parse(this.line.toByteArray());
		this.line.reset();
		if (entry == null) {
			return;
		}
		this.older = entry.isDated() ? entry.time() : this.older;
		if (!entry.isDated()) {
			entry = entry.at(this.older.equals(Instant.MIN) ? Instant.now() : this.older);
		}
		if (this.filter.takes(entry)) {
			entries.add(entry);
		}
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
		}
	}

}
