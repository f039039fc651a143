package dev.telltale.tools.binaries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a program who it is. Prometheus and its friends answer {@code <program>, version
 * <version> (branch: …)}, some builds on standard error.
 */
final class VersionProbe {

	/** A first start from a cold disk of a busy machine takes seconds. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private VersionProbe() {
	}

	/**
	 * Return the version of a program that can serve as the given tool.
	 * @param tool the tool
	 * @param path the program
	 * @return its version
	 * @throws UnusableProgramException if it cannot serve; the message begins with the
	 * path and says why
	 */
	static Version probe(Tool tool, Path path) throws UnusableProgramException {
		if (!Files.isExecutable(path)) {
			throw new UnusableProgramException(path + " is not executable");
		}
		Command.Result result;
		try {
			result = Command.of(path.toString(), "--version").within(TIMEOUT).run();
		}
		catch (IOException ex) {
			throw new UnusableProgramException(path + " does not run: " + reason(ex));
		}
		Optional<Version> version = parse(tool, result.output());
		if (version.isEmpty()) {
			throw new UnusableProgramException(
					(result.succeeded()) ? path + " does not say which version of " + tool.program() + " it is"
							: path + " fails with exit code " + result.exitValue() + " when asked for its version");
		}
		if (version.get().compareTo(tool.minimum()) < 0) {
			throw new UnusableProgramException(path + " is " + version.get());
		}
		return version.get();
	}

	static Optional<Version> parse(Tool tool, String output) {
		String introduction = tool.introduction();
		return output.lines()
			.filter((line) -> line.startsWith(introduction))
			.findFirst()
			.flatMap((line) -> Version.parse(line.substring(introduction.length())));
	}

	/** The JDK's message repeats the program and directory before the actual cause. */
	private static String reason(IOException ex) {
		String message = String.valueOf(ex.getMessage());
		int error = message.indexOf("error=");
		return (error < 0) ? message : message.substring(message.indexOf(", ", error) + 2);
	}

}
