package dev.telltale.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows the log files of a folder: first what they hold, then what is written to them,
 * also when they are rolled over or cut, and when other services begin to write. Not
 * thread-safe.
 */
public final class LogTail implements Closeable {

	private final Path folder;

	private final LogFilter filter;

	private final Map<Path, FileTail> files = new LinkedHashMap<>();

	private final LogSelection selection;

	private LogTail(Path folder, LogFilter filter) throws IOException {
		this.folder = folder;
		this.filter = filter;
		Map<Path, Long> ends = new LinkedHashMap<>();
		List<JobFiles> jobs = JobFiles.in(folder);
		for (JobFiles job : jobs) {
			for (Path file : job.files()) {
				if (JobFiles.isLive(file)) {
					FileTail tail = FileTail.atEnd(job.job(), file, filter);
					this.files.put(file, tail);
					ends.put(file, tail.position());
				}
			}
		}
		this.selection = LogFiles.find(jobs, filter, ends);
	}

	/**
	 * Start to follow a folder.
	 * @param folder the folder
	 * @param filter which lines to find
	 * @return the tail
	 * @throws NoSuchFileException if there is no such folder
	 * @throws IOException if a file cannot be read
	 */
	public static LogTail open(Path folder, LogFilter filter) throws IOException {
		return new LogTail(folder, filter);
	}

	/**
	 * Return the newest lines that were there at the start.
	 * @return the lines
	 */
	public LogSelection selection() {
		return this.selection;
	}

	/**
	 * Return what was written since the last call. Files are read up to a mebibyte each,
	 * so there may be more.
	 * @return the lines, the oldest first
	 * @throws IOException if a file cannot be read
	 */
	public List<LogEntry> poll() throws IOException {
		List<LogEntry> entries = new ArrayList<>();
		for (JobFiles job : JobFiles.in(this.folder)) {
			for (Path file : job.files()) {
				if (JobFiles.isLive(file) && !this.files.containsKey(file)) {
					this.files.put(file, FileTail.atStart(job.job(), file, this.filter));
				}
			}
		}
		for (FileTail tail : this.files.values()) {
			tail.read(entries);
		}
		entries.sort(Comparator.comparing(LogEntry::time));
		return entries;
	}

	@Override
	public void close() throws IOException {
		for (FileTail tail : this.files.values()) {
			tail.close();
		}
	}

}
