package dev.telltale.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelltaleCommand} and the script that starts it.
 */
class TelltaleCommandTests {

	private static final Path SCRIPT = Path.of("../telltale");

	@ParameterizedTest
	@CsvSource({ "upp, Did you mean: telltale up", "--fast, Unknown option", "prove --fast, Unknown option",
			"up --history --service ., History is made up for the sample service only",
			"prove --service http://localhost:8080, http://localhost:8080 is an address",
			"prove --prometheus http://a --alertmanager http://b --receiver http://c, --service is missing",
			"prove --prometheus http://a --alertmanager http://b --receiver http://c --service ., --service is no address" })
	void wrongWordsAreExplained(String words, String message) {
		String errors = errors(words.split(" "), 2);
		assertThat(errors).contains(message);
	}

	@Test
	void anUnknownHomeIsOneClearLine() {
		assertThat(errors(new String[] { "up" }, 1).strip())
			.isEqualTo("telltale: the project's folder is unknown: start this command with ./telltale");
	}

	@ParameterizedTest
	@CsvSource({ "11.0.2, 11", "1.8.0_412, 8", "16, 16" })
	void aJavaThatIsTooOldIsNamed(String version, String major, @TempDir Path folder) throws Exception {
		Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
		Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2018-10-16' >&2\n");
		assertThat(java.toFile().setExecutable(true)).isTrue();
		ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString(), "up").redirectErrorStream(true);
		builder.environment().put("JAVA_HOME", folder.toString());
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).isEqualTo(1);
		assertThat(output.strip()).hasLineCount(1)
			.startsWith("telltale: Java " + major + " is too old")
			.contains("install a JDK 17 or newer");
	}

	private static String errors(String[] words, int exitCode) {
		PrintStream original = System.err;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
		try {
			assertThat(TelltaleCommand.run(words)).isEqualTo(exitCode);
		}
		finally {
			System.setErr(original);
		}
		return captured.toString(StandardCharsets.UTF_8);
	}

}
