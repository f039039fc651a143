package dev.telltale.cli.logs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads the matching lines of one job, the newest first, through all of its files. Not
 * thread-safe.
 */
final class JobLog implements Closeable {

	// How many lines that do not say when they were written wait for one that does.
	private static final int MAX_UNDATED = 500;

	private static final int MAX_UNDATED_BYTES = 1024 * 1024;

	// Threads may write a little out of order.
	private static final Duration DISORDER = Duration.ofSeconds(5);

	private static final int BUFFER = 64 * 1024;

	private final LogFilter filter;

	private final LogParser parser;

	private final Iterator<Path> files;

	private final Map<Path, Long> ends;

	private final Deque<LogEntry> read = new ArrayDeque<>();

	private @Nullable BackwardLines lines;

	private Instant newer = Instant.MIN;

	private boolean over;

	/**
	 * Create a reader.
	 * @param files the files
	 * @param filter which lines to read
	 * @param ends where files end that are followed further by someone else
	 */
	JobLog(JobFiles files, LogFilter filter, Map<Path, Long> ends) {
		this.filter = filter;
		this.parser = new LogParser(files.job(), filter);
		this.files = files.files().iterator();
		this.ends = ends;
	}

	/**
	 * Read the line before.
	 * @return the line, or {@code null} if no other matches
	 * @throws IOException if a file cannot be read
	 */
	@Nullable LogEntry next() throws IOException {
		while (true) {
			LogEntry entry = this.read.pollFirst();
			if (entry != null) {
				if (this.filter.takes(entry)) {
					return entry;
				}
				continue;
			}
			if (this.over) {
				return null;
			}
			if (this.lines != null) {
				readBackward(this.lines);
			}
			else if (this.files.hasNext()) {
				open(this.files.next());
			}
			else {
				return null;
			}
		}
	}

	private void open(Path file) throws IOException {
		try {
			Instant modified = Files.getLastModifiedTime(file).toInstant();
			this.newer = this.newer.equals(Instant.MIN) ? modified : this.newer;
			if (isTooOld(modified)) {
				this.over = true;
			}
			else if (JobFiles.isCompressed(file)) {
				readForward(file);
			}
			else {
				this.lines = BackwardLines.open(file, this.ends.getOrDefault(file, Long.MAX_VALUE));
			}
		}
		catch (NoSuchFileException ex) {
			// Rolled over meanwhile: its lines are in the next one.
		}
	}

	private boolean isTooOld(Instant time) {
		return this.filter.since() != null && time.isBefore(this.filter.since().minus(DISORDER));
	}

	/**
	 * Read lines up to one that says when it was written: those after it without a time,
	 * such as what a library prints, were written then.
	 */
	private void readBackward(BackwardLines lines) throws IOException {
		Deque<LogEntry> undated = new ArrayDeque<>();
		int bytes = 0;
		while (undated.size() < MAX_UNDATED && bytes < MAX_UNDATED_BYTES) {
			byte[] line = lines.next();
			if (line == null) {
				lines.close();
				this.lines = null;
				break;
			}
			// The time of the next is needed by those that have none.
			LogEntry entry = undated.isEmpty() ? this.parser.parseIfMatching(line) : this.parser.parse(line);
			if (entry == null) {
				continue;
			}
			if (entry.isDated()) {
				this.newer = entry.time();
				this.over = isTooOld(entry.time());
				undated.forEach((other) -> this.read.addLast(other.at(entry.time())));
				this.read.addLast(entry);
				return;
			}
			undated.addLast(entry);
			bytes += line.length;
		}
		undated.forEach((other) -> this.read.addLast(other.at(this.newer)));
	}

	/**
	 * Read a compressed file, which has no other direction. Of what matches the newest
	 * are kept.
	 */
	private void readForward(Path file) throws IOException {
		Instant older = this.newer;
		int characters = 0;
		try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER),
				BUFFER)) {
			for (byte[] line = readLine(in); line != null; line = readLine(in)) {
				LogEntry entry = this.parser.parse(line);
				if (entry == null) {
					continue;
				}
				older = entry.isDated() ? entry.time() : older;
				entry = entry.isDated() ? entry : entry.at(older);
				if (this.filter.takes(entry)) {
					this.read.addFirst(entry);
					characters += entry.raw().length();
					while (this.read.size() > this.filter.limit() + 1 || characters > LogFiles.MAX_CHARACTERS) {
						characters -= this.read.removeLast().raw().length();
					}
				}
			}
		}
		catch (NoSuchFileException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw new IOException("%s cannot be read (%s): remove it if it is damaged".formatted(file, ex.getMessage()),
					ex);
		}
	}

	private static byte @Nullable [] readLine(InputStream in) throws IOException {
		int next = in.read();
		if (next < 0) {
			return null;
		}
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (; next >= 0 && next != '\n'; next = in.read()) {
			if (line.size() < BackwardLines.MAX_LINE) {
				line.write(next);
			}
		}
		return line.toByteArray();
	}

	long notJson() {
		return this.parser.notJson();
	}

	@Override
	public void close() throws IOException {
		if (this.lines != null) {
			this.lines.close();
		}
	}

}
