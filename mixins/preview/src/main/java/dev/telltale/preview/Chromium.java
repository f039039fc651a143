package dev.telltale.preview;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium, or a browser made from it, that is installed on this machine.
 */
final class Chromium {

	/** The environment variable that names the program. */
	static final String VARIABLE = "TELLTALE_CHROMIUM";

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable", "chrome");

	private static final List<String> PLACES = List.of("/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

	private Chromium() {
	}

	/**
	 * Find the program: where {@value #VARIABLE} says, else on the search path, else
	 * where macOS has it.
	 * @return the program, or empty
	 */
	static Optional<Path> find() {
		return find(System.getenv());
	}

	static Optional<Path> find(Map<String, String> environment) {
		String named = environment.get(VARIABLE);
		if (named != null && !named.isBlank()) {
			return Optional.of(Path.of(named)).filter(Files::isExecutable);
		}
		Stream<Path> onPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
			.filter((folder) -> !folder.isEmpty())
			.map(Path::of)
			.flatMap((folder) -> NAMES.stream().map(folder::resolve));
		return Stream.concat(onPath, PLACES.stream().map(Path::of))
			.filter((path) -> Files.isRegularFile(path) && Files.isExecutable(path))
			.findFirst();
	}

}
