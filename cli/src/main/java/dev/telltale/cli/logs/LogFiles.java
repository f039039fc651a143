package dev.telltale.cli.logs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The log files of the services in a folder: {@code <job>.jsonl}, one JSON object a line,
 * with those that were rolled over. They are read from their ends, so that neither their
 * size nor what else they hold matters; what was found takes 8 MiB at most.
 */
public final class LogFiles {

	/** How much the raw lines that are found take together, to the next line. */
	static final int MAX_CHARACTERS = 8 * 1024 * 1024;

	private LogFiles() {
	}

	/**
	 * Find lines.
	 * @param folder the folder
	 * @param filter which
	 * @return the newest that match
	 * @throws NoSuchFileException if there is no such folder
	 * @throws IOException if a file cannot be read
	 */
	public static LogSelection find(Path folder, LogFilter filter) throws IOException {
		return find(JobFiles.in(folder), filter, Map.of());
	}

	/**
	 * Return the jobs that have a log file.
	 * @param folder the folder
	 * @return the names of the jobs, sorted
	 * @throws IOException if the folder cannot be read
	 */
	public static List<String> jobs(Path folder) throws IOException {
		return JobFiles.in(folder).stream().map(JobFiles::job).toList();
	}

	static LogSelection find(List<JobFiles> jobs, LogFilter filter, Map<Path, Long> ends) throws IOException {
		PriorityQueue<Next> newest = new PriorityQueue<>(
				Comparator.comparing((Next next) -> next.entry().time()).reversed());
		List<JobLog> logs = new ArrayList<>();
		List<LogEntry> found = new ArrayList<>();
		int characters = 0;
		try {
			for (JobFiles files : jobs) {
				JobLog log = new JobLog(files, filter, ends);
				logs.add(log);
				add(newest, log);
			}
			while (!newest.isEmpty() && found.size() < filter.limit() && characters < MAX_CHARACTERS) {
				Next next = newest.remove();
				found.add(next.entry());
				characters += next.entry().raw().length();
				add(newest, next.log());
			}
		}
		finally {
			for (JobLog log : logs) {
				log.close();
			}
		}
		Collections.reverse(found);
		return new LogSelection(found, !newest.isEmpty(), logs.stream().mapToLong(JobLog::notJson).sum());
	}

	private static void add(PriorityQueue<Next> newest, JobLog log) throws IOException {
		LogEntry entry = log.next();
		if (entry != null) {
			newest.add(new Next(entry, log));
		}
	}

	private record Next(LogEntry entry, JobLog log) {

	}

}
