package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.telltale.tools.binaries.Executable;

/**
 * Runs {@code promtool test rules}.
 *
 * @param executable promtool
 */
record Promtool(Executable executable) {

	/**
	 * Run files of tests.
	 * @param directory where the files are
	 * @param files their names
	 * @return what promtool says, if a test fails
	 */
	Optional<String> test(Path directory, List<String> files) {
		List<String> command = this.executable.command("test", "rules");
		command.addAll(files);
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
		// Short-lived and small: a fifth of its time would go into collecting memory.
		// With
		// more of it, as much would go into asking the system for pages.
		builder.environment().put("GOGC", "off");
		builder.environment().put("GOMEMLIMIT", "256MiB");
		try {
			Process process = builder.start();
			try {
				String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				return (process.waitFor() == 0) ? Optional.empty() : Optional.of(output.strip());
			}
			finally {
				process.destroy();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while promtool ran", ex);
		}
	}

}
