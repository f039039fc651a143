package dev.telltale.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the tests of a page that are written in TypeScript, in Chromium.
 */
final class Browser {

	private Browser() {
	}

	/**
	 * Run the tests of a file, and fail with their output if one fails. Without Chromium
	 * they count as skipped, which CI does not let pass.
	 * @param file the name of the file below the folder {@code browser}
	 * @param settings what they need to know, as environment variables
	 * @throws IOException if Node cannot be started
	 * @throws InterruptedException if interrupted
	 */
	static void test(String file, Map<String, String> settings) throws IOException, InterruptedException {
		Path chromium = Chromium.find().orElse(null);
		Assumptions.assumeTrue(chromium != null,
				"NOT RUN: the tests of the pages need Chromium (Debian: chromium, Homebrew: chromium), or "
						+ Chromium.VARIABLE + " set to one");
		Path web = Path.of(System.getProperty("telltale.web", "src/main/web"));
		Path pictures = Files.createDirectories(Path.of(System.getProperty("telltale.pictures", "target/pictures")));
		Path log = pictures.resolve(file + ".log");
		ProcessBuilder builder = new ProcessBuilder("node", "node_modules/vitest/vitest.mjs", "run",
				"--project=browser", "browser/" + file)
			.directory(web.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().put(Chromium.VARIABLE, String.valueOf(chromium));
		builder.environment().put("TELLTALE_PICTURES", pictures.toAbsolutePath().toString());
		builder.environment().put("NO_COLOR", "1");
		builder.environment().putAll(settings);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends within 5 minutes").isTrue();
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroy);
			process.destroy();
		}
		assertThat(process.exitValue()).as(Files.readString(log)).isZero();
	}

}
