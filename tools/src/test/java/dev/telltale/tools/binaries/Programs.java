package dev.telltale.tools.binaries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes small programs that introduce themselves as a tool.
 */
final class Programs {

	private Programs() {
	}

	static Path write(Path folder, String name, String script) throws IOException {
		Files.createDirectories(folder);
		Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		return file;
	}

	static Path versioned(Path folder, String name, String program, String version) throws IOException {
		return write(folder, name, "echo '" + program + ", version " + version + " (branch: HEAD, revision: 1)'");
	}

}
