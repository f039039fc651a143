package dev.telltale.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder of this process, deleted when the process ends. Safe for use by
 * several threads.
 */
final class Workspace {

	private static final Path ROOT = create();

	private Workspace() {
	}

	/**
	 * Return a new empty folder.
	 * @return the folder
	 */
	static Path folder() {
		try {
			return Files.createTempDirectory(ROOT, "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a new file of values.
	 * @param content its content
	 * @return the file
	 */
	static Path values(String content) {
		try {
			return Files.writeString(folder().resolve("values.yaml"), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path create() {
		try {
			Path root = Files.createTempDirectory("telltale-chart");
			Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
			return root;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path root) {
		try (Stream<Path> found = Files.walk(root)) {
			List<Path> paths = found.sorted(Comparator.reverseOrder()).toList();
			for (Path path : paths) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException ex) {
			System.err.println("Cannot delete " + root + ": " + ex.getMessage());
		}
	}

}
