package dev.telltale.cli.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The log files of a job: the one it writes to, {@code <job>.jsonl}, and those that were
 * rolled over, {@code <job>.jsonl.*}, which may be compressed.
 *
 * @param job the job
 * @param files the files, the newest first
 */
record JobFiles(String job, List<Path> files) {

	private static final String LIVE = ".jsonl";

	private static final String COMPRESSED = ".gz";

	/**
	 * Find the files of a folder.
	 * @param folder the folder
	 * @return the jobs in the order of their names
	 * @throws IOException if the folder cannot be read
	 */
	static List<JobFiles> in(Path folder) throws IOException {
		Map<String, Map<Path, FileTime>> jobs = new TreeMap<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + LIVE + "*")) {
			for (Path file : files) {
				String name = file.getFileName().toString();
				int end = name.indexOf(LIVE);
				boolean rolled = name.startsWith(LIVE + ".", end) && !name.endsWith(".tmp");
				if (name.endsWith(LIVE) || rolled) {
					jobs.computeIfAbsent(name.substring(0, end), (job) -> new TreeMap<>()).put(file, modified(file));
				}
			}
		}
		List<JobFiles> result = new ArrayList<>();
		jobs.forEach((job, files) -> result.add(new JobFiles(job, newestFirst(files))));
		return result;
	}

	private static FileTime modified(Path file) throws IOException {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (NoSuchFileException ex) {
			// Rolled over meanwhile.
			return FileTime.fromMillis(0);
		}
	}

	private static List<Path> newestFirst(Map<Path, FileTime> files) {
		List<Path> sorted = new ArrayList<>(files.keySet());
		Collections.reverse(sorted);
		sorted.sort(Comparator.comparing((Path file) -> isLive(file) ? 0 : 1)
			.thenComparing(files::get, Comparator.reverseOrder()));
		return sorted;
	}

	static boolean isLive(Path file) {
		return file.getFileName().toString().endsWith(LIVE);
	}

	static boolean isCompressed(Path file) {
		return file.getFileName().toString().endsWith(COMPRESSED);
	}

}
