package dev.telltale.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogsCommand}.
 */
class LogsCommandTests {

	private static final String HOME = "telltale.home";

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	@TempDir
	Path home;

	private Path file;

	@BeforeEach
	void prepare() throws IOException {
		System.setProperty(HOME, this.home.toString());
		Files.createDirectories(this.home.resolve("examples/stack"));
		this.file = Files.createDirectories(this.home.resolve(".telltale/up/logs")).resolve("orders.jsonl");
	}

	@AfterEach
	void forget() {
		System.clearProperty(HOME);
	}

	@Test
	void showsLinesForPeople() throws IOException {
		log("INFO", "über", "");
		log("ERROR", "failed", TRACE);
		Files.writeString(this.file, "printed\n", StandardOpenOption.APPEND);
		assertThat(output("logs").lines()).satisfiesExactly((line) -> assertThat(line).contains("INFO  orders", "über"),
				(line) -> assertThat(line).contains("ERROR orders 0af76519", "failed"),
				(line) -> assertThat(line).contains("printed"),
				(line) -> assertThat(line).isEqualTo("  · 1 of the lines read are not JSON"));
	}

	@Test
	void filters() throws IOException {
		log("INFO", "one", TRACE);
		log("ERROR", "two", TRACE);
		log("ERROR", "three", "");
		assertThat(output("logs", "--trace", "0AF76519", "--level", "error", "--since", "5m", "--grep", "tw",
				"--service", "orders")
			.lines()).singleElement().asString().contains("two");
		assertThat(output("logs", "--lines", "1").lines()).satisfiesExactly(
				(line) -> assertThat(line).contains("three"),
				(line) -> assertThat(line).contains("these are the newest 1 lines that match"));
		assertThat(output("logs", "--service", "other").lines())
			.containsExactly("  · no line matches; there are logs of orders");
	}

	@Test
	void printsRawLines() throws IOException {
		log("INFO", "über", "");
		assertThat(output("logs", "--json", "--lines", "1")).isEqualTo(Files.readString(this.file));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "--trace 0af7|'0af7' is not the id of a trace: give 8 to 32 hexadecimal digits",
					"--trace payments|'payments' is not the id of a trace",
					"--level loud|'loud' is not a level: give trace",
					"--since yesterday|'yesterday' is not a time: give one such as 30s",
					"--lines 0|'0' is not a number from 1 to", "--lines many|'many' is not a number from 1 to",
					"--lines 10001|'10001' is not a number from 1 to" })
	void explainsWrongWords(String words, String message) {
		List<String> all = new ArrayList<>(List.of("logs"));
		all.addAll(List.of(words.split(" ")));
		assertThat(errors(2, all.toArray(String[]::new))).contains(message);
	}

	@Test
	void saysThatNothingWasLogged() {
		assertThat(errors(1, "logs").strip()).hasLineCount(1)
			.startsWith("telltale: no service has logged anything in ")
			.endsWith("start the stack with ./telltale up");
	}

	@Test
	void followsUntilItIsStopped() throws Exception {
		log("INFO", "before", "");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-D" + HOME + "=" + this.home, TelltaleCommand.class.getName(),
				"logs", "--follow", "--json")
			.redirectErrorStream(true)
			.start();
		try (InputStream in = process.getInputStream()) {
			assertThat(line(in)).contains("before");
			log("INFO", "after", "");
			assertThat(line(in)).contains("after");
			// Not the process: that would close its output.
			process.toHandle().destroy();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void endsWhenNobodyReadsAnyMore() throws Exception {
		log("INFO", "before", "");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), "-D" + HOME + "=" + this.home, TelltaleCommand.class.getName(),
				"logs", "--follow")
			.start();
		try {
			line(process.getInputStream());
			process.getInputStream().close();
			for (int i = 0; i < 100 && process.isAlive(); i++) {
				log("INFO", "after", "");
				process.waitFor(200, TimeUnit.MILLISECONDS);
			}
			assertThat(process.isAlive()).isFalse();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
			line.append((char) c);
		}
		return line.toString();
	}

	private void log(String level, String message, String trace) throws IOException {
		Files.writeString(this.file, """
				{"@timestamp":"%s","level":"%s","message":"%s","service_name":"orders"%s}
				""".formatted(Instant.now(), level, message, trace.isEmpty() ? "" : ",\"trace_id\":\"" + trace + "\""),
				StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	private static String output(String... words) {
		PrintStream original = System.out;
		ByteArrayOutputStream captured = new ByteArrayOutputStream();
		System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
		try {
			assertThat(TelltaleCommand.run(words)).isZero();
		}
		finally {
			System.setOut(original);
		}
		return captured.toString(StandardCharsets.UTF_8);
	}

	private static String errors(int exitCode, String... words) {
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
