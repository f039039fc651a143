package dev.telltale.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where tests generate: below target, so that a failure can be looked at.
 */
final class Folders {

	private static final Path SERVICES = Path.of("target/services").toAbsolutePath();

	private Folders() {
	}

	/**
	 * Return a folder without what an earlier run has left there.
	 * @param name the name
	 * @return the folder
	 * @throws IOException if it cannot be emptied
	 */
	static Path empty(String name) throws IOException {
		Path folder = SERVICES.resolve(name);
		clear(folder);
		return Files.createDirectories(folder);
	}

	/**
	 * Remove a folder with what is in it, but not what links in it lead to.
	 * @param folder the folder, which need not be there
	 * @throws IOException if it cannot be removed
	 */
	static void clear(Path folder) throws IOException {
		if (Files.exists(folder)) {
			try (Stream<Path> walk = Files.walk(folder)) {
				for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(path);
				}
			}
		}
	}

}
