package dev.telltale.tools.binaries;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The folders in which the user's shell looks for programs.
 */
final class SearchPath {

	private final List<Path> folders;

	private SearchPath(List<Path> folders) {
		this.folders = folders;
	}

	/**
	 * Return the search path that a variable describes.
	 * @param variable the value of {@code PATH}, or {@code null} if it is not set
	 * @return the search path
	 */
	static SearchPath of(@Nullable String variable) {
		List<Path> folders = new ArrayList<>();
		for (String folder : (variable != null) ? variable.split(File.pathSeparator) : new String[0]) {
			try {
				// An empty element means the working directory: nobody keeps tools there.
				if (!folder.isEmpty()) {
					folders.add(Path.of(folder).toAbsolutePath());
				}
			}
			catch (InvalidPathException ex) {
				// The shell skips what is no folder, and so do we.
			}
		}
		return new SearchPath(folders);
	}

	/**
	 * Return the file that a command runs.
	 * @param command the name of the command
	 * @return the first executable file of that name
	 */
	Optional<Path> command(String command) {
		return this.folders.stream()
			.map((folder) -> folder.resolve(command))
			.filter((file) -> Files.isRegularFile(file) && Files.isExecutable(file))
			.findFirst();
	}

	/**
	 * Look for a tool that is new enough and runs.
	 * @param tool the tool
	 * @return what was found, and what was passed over on the way and why
	 */
	Findings find(Tool tool) {
		List<String> passedOver = new ArrayList<>();
		for (Path folder : this.folders) {
			for (String command : tool.commands()) {
				Path file = folder.resolve(command);
				if (Files.isRegularFile(file)) {
					try {
						Version version = VersionProbe.probe(tool, file);
						return new Findings(new Executable(tool, file, version.toString(), List.of()), passedOver);
					}
					catch (UnusableProgramException ex) {
						passedOver.add(String.valueOf(ex.getMessage()));
					}
				}
			}
		}
		return new Findings(null, passedOver);
	}

	/**
	 * What a search found.
	 *
	 * @param executable the tool, or {@code null} if there is none
	 * @param passedOver programs of the right name that cannot serve, each with the
	 * reason
	 */
	record Findings(@Nullable Executable executable, List<String> passedOver) {

	}

}
