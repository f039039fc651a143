package dev.telltale.cli.logs;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import dev.telltale.cli.console.Console;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogPrinter}.
 */
class LogPrinterTests {

	private static final Instant NOON_TODAY = LocalDate.now(ZoneOffset.UTC).atTime(12, 0).toInstant(ZoneOffset.UTC);

	@Test
	void alignsLines() {
		assertThat(print(false, entry("orders", LogLevel.INFO, "started", null, null),
				entry("sample-service", LogLevel.ERROR, "failed", Lines.TRACE, null)))
			.isEqualTo("""
					12:00:00.000 INFO  orders                  Sample: started
					12:00:00.000 ERROR sample-service 0af76519 Sample: failed
					""");
	}

	@Test
	void indentsStackTracesAndFurtherLines() {
		assertThat(print(false, entry("orders", LogLevel.WARN, "one\ntwo", null, "E: x\r\n\tat y\n"))).isEqualTo("""
				12:00:00.000 WARN  orders                  Sample: one
				    two
				    E: x
				    \tat y
				""");
	}

	@Test
	void givesTheDateOfAnotherDay() {
		LogEntry entry = entry("orders", null, "started", null, null).at(Instant.parse("2020-01-31T23:30:00Z"));
		assertThat(print(false, entry)).startsWith("01-31 23:30:00.000 -     orders ");
	}

	@Test
	void coloursLevelsOnATerminal() {
		assertThat(print(true, entry("orders", LogLevel.ERROR, "x", null, null))).contains("\u001B[31mERROR\u001B[0m");
		assertThat(print(true, entry("orders", LogLevel.WARN, "x", null, null))).contains("\u001B[33mWARN \u001B[0m");
	}

	@Test
	void neverPassesOnControlCharacters() {
		String hostile = "a\u001B[2Jb\u0007c\u009Bd";
		LogEntry entry = new LogEntry("job", NOON_TODAY, true, LogLevel.INFO, hostile, hostile, hostile, hostile, null,
				null, hostile, "");
		assertThat(print(false, entry)).doesNotContain("\u001B", "\u0007", "\u009B").contains("a\\u001b[2Jb\\u0007c");
	}

	private static LogEntry entry(String service, @Nullable LogLevel level, String message, @Nullable String trace,
			@Nullable String stackTrace) {
		return new LogEntry(service, NOON_TODAY, true, level, service, "dev.telltale.Sample", message, trace, null,
				null, stackTrace, "");
	}

	private static String print(boolean terminal, LogEntry... entries) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
		LogPrinter printer = new LogPrinter(console, ZoneId.of("UTC"), List.of("sample-service"));
		List.of(entries).forEach(printer::print);
		return bytes.toString(StandardCharsets.UTF_8);
	}

}
