package dev.telltale.mixins.ruletest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
	 * Run files of tests one after another, up to the first that fails.
	 * @param directory where the files are
	 * @param files their names
	 * @return what promtool says of the file that fails, if one does
	 */
	Optional<String> test(Path directory, List<String> files) {
		List<String> command = this.executable.command("test", "rules");
		command.addAll(files);
		try {
			Process process = new ProcessBuilder(command).directory(directory.toFile())
				.redirectErrorStream(true)
				.start();
			try (BufferedReader output = process.inputReader()) {
				List<String> file = new ArrayList<>();
				boolean failed = false;
				for (String line = output.readLine(); line != null; line = output.readLine()) {
					if (line.startsWith("Unit Testing:")) {
						if (failed) {
							break;
						}
						file.clear();
					}
					failed |= line.strip().equals("FAILED:");
					file.add(line);
				}
				if (failed) {
					return Optional.of(String.join("\n", file).strip());
				}
				return (process.waitFor() == 0) ? Optional.empty() : Optional.of(String.join("\n", file).strip());
			}
			finally {
				process.destroy();
				process.waitFor();
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
