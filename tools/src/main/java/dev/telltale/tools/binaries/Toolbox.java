package dev.telltale.tools.binaries;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Hands out the tools.
 */
public final class Toolbox {

	private Toolbox() {
	}

	/**
	 * Return a toolbox that looks on the path.
	 * @return the toolbox
	 */
	public static Toolbox standard() {
		return new Toolbox();
	}

	/**
	 * Return the given tool.
	 * @param tool the tool
	 * @return its executable
	 * @throws ToolUnavailableException if it cannot be had
	 */
	public Executable require(Tool tool) {
		for (String directory : Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator)) {
			for (String command : tool.commands()) {
				Path candidate = Path.of(directory, command);
				if (Files.isExecutable(candidate)) {
					return new Executable(tool, candidate.toAbsolutePath(), "unknown");
				}
			}
		}
		throw new ToolUnavailableException(tool.commands().get(0) + " is not on the path");
	}

}
