package dev.telltale.cli.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link LogFiles}.
 */
class LogFilesTests {

	@TempDir
	Path folder;

	@Test
	void readsEveryField() throws IOException {
		Lines.append(file("orders"), """
				{"@timestamp":"2026-11-27T13:00:00.123+01:00","level":"ERROR","logger_name":"a.B","message":"a\\"b",\
				"thread_name":"t","level_value":40000,"nested":{"message":"no"},"service_name":"orders",\
				"trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331","correlation_id":"c1",\
				"stack_trace":"E: x\\n\\tat y"}""");
		assertThat(find(LogFilter.all()).entries()).singleElement().satisfies((entry) -> {
			assertThat(entry.job()).isEqualTo("orders");
			assertThat(entry.json()).isTrue();
			assertThat(entry.time()).isEqualTo(Lines.START.plusMillis(123));
			assertThat(entry.level()).isEqualTo(LogLevel.ERROR);
			assertThat(entry.service()).isEqualTo("orders");
			assertThat(entry.logger()).isEqualTo("a.B");
			assertThat(entry.message()).isEqualTo("a\"b");
			assertThat(entry.traceId()).isEqualTo(Lines.TRACE);
			assertThat(entry.spanId()).isEqualTo("b7ad6b7169203331");
			assertThat(entry.correlationId()).isEqualTo("c1");
			assertThat(entry.stackTrace()).isEqualTo("E: x\n\tat y");
			assertThat(entry.raw()).startsWith("{\"@timestamp\"").endsWith("}");
		});
	}

	@Test
	void mergesFilesByTime() throws IOException {
		Lines.append(file("a"), Lines.line(1, "INFO", "1"), Lines.line(4, "INFO", "4"));
		Lines.append(file("b"), Lines.line(2, "INFO", "2"), Lines.line(3, "INFO", "3"), Lines.line(5, "INFO", "5"));
		assertThat(messages(LogFilter.all())).containsExactly("1", "2", "3", "4", "5");
		assertThat(LogFiles.jobs(this.folder)).containsExactly("a", "b");
	}

	@Test
	void findsTheNewest() throws IOException {
		Lines.append(file("a"), Lines.line(1, "INFO", "1"), Lines.line(4, "INFO", "4"));
		Lines.append(file("b"), Lines.line(2, "INFO", "2"), Lines.line(3, "INFO", "3"));
		LogSelection selection = find(LogFilter.all().withLimit(3));
		assertThat(selection.entries()).extracting(LogEntry::message).containsExactly("2", "3", "4");
		assertThat(selection.more()).isTrue();
		assertThat(find(LogFilter.all().withLimit(4)).more()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { Lines.TRACE, "0af76519" })
	void findsATrace(String trace) throws IOException {
		Lines.append(file("a"), Lines.traced(1, Lines.TRACE, "1"), Lines.line(2, "INFO", "about " + Lines.TRACE),
				Lines.traced(3, "1" + Lines.TRACE.substring(1), "3"), "printed " + Lines.TRACE);
		Lines.append(file("b"), Lines.traced(2, Lines.TRACE, "2"));
		assertThat(messages(LogFilter.all().withTrace(trace))).containsExactly("1", "2", "printed " + Lines.TRACE);
	}

	@ParameterizedTest
	@CsvSource({ "TRACE, 'trace debug info warn error'", "INFO, 'info warn error'", "WARN, 'warn error'",
			"ERROR, error" })
	void findsALevelAndThoseAbove(LogLevel level, String messages) throws IOException {
		Lines.append(file("a"), Lines.line(1, "TRACE", "trace"), Lines.line(2, "DEBUG", "debug"),
				Lines.line(3, "INFO", "info"), Lines.line(4, "WARN", "warn"), Lines.line(5, "ERROR", "error"),
				"not JSON", "{\"message\":\"without level\"}");
		assertThat(messages(LogFilter.all().withLevel(level))).containsExactly(messages.split(" "));
	}

	@Test
	void findsAServiceByItsNameOrItsJob() throws IOException {
		Lines.append(file("sample-service"), Lines.line(1, "INFO", "1"));
		Lines.append(file("payments"), Lines.line(2, "INFO", "2").replace("orders", "payments"));
		assertThat(messages(LogFilter.all().withService("orders"))).containsExactly("1");
		assertThat(messages(LogFilter.all().withService("sample-service"))).containsExactly("1");
		assertThat(messages(LogFilter.all().withService("payments"))).containsExactly("2");
		assertThat(messages(LogFilter.all().withService("other"))).isEmpty();
	}

	@Test
	void findsWhatIsNew() throws IOException {
		Lines.append(file("a"), Lines.line(1, "INFO", "1"), Lines.line(100, "INFO", "100"),
				// A thread that wrote a little late.
				Lines.line(99, "INFO", "99"), Lines.line(102, "INFO", "102"));
		assertThat(messages(LogFilter.all().withSince(Lines.START.plusSeconds(100)))).containsExactly("100", "102");
	}

	@Test
	void findsAText() throws IOException {
		Lines.append(file("a"), Lines.line(1, "INFO", "say \\\"hello\\\""), Lines.line(2, "INFO", "hello"),
				Lines.line(3, "INFO", "x").replace("}", ",\"stack_trace\":\"E\\n\\tat hello\"}"), "plain hello");
		assertThat(messages(LogFilter.all().withText("say \"hello\""))).containsExactly("say \"hello\"");
		assertThat(messages(LogFilter.all().withText("\tat hello"))).containsExactly("x");
		assertThat(messages(LogFilter.all().withText("plain"))).containsExactly("plain hello");
		assertThat(messages(LogFilter.all().withText("Hello"))).isEmpty();
	}

	@Test
	void showsAndCountsWhatIsNotJsonWhereItStands() throws IOException {
		Lines.append(file("a"), "banner", Lines.line(1, "INFO", "1"), "printed", "{\"torn\":", "{} {}",
				Lines.line(3, "INFO", "3"), "", "last");
		Lines.append(file("b"), Lines.line(2, "INFO", "2"));
		LogSelection selection = find(LogFilter.all());
		assertThat(selection.entries()).extracting(LogEntry::message)
			.endsWith("1", "printed", "{\"torn\":", "{} {}", "2", "3", "last")
			.contains("banner");
		assertThat(selection.notJson()).isEqualTo(5);
		assertThat(selection.entries()).filteredOn((entry) -> entry.message().equals("printed"))
			.singleElement()
			.satisfies((entry) -> {
				assertThat(entry.json()).isFalse();
				assertThat(entry.time()).isEqualTo(Lines.START.plusSeconds(1));
			});
	}

	@Test
	void readsThroughThousandsOfLinesThatAreNotJson() throws IOException {
		Lines.append(file("a"), Lines.line(1, "INFO", "1"));
		Lines.append(file("a"), IntStream.range(0, 2000).mapToObj((i) -> "printed " + i).toArray(String[]::new));
		List<String> messages = messages(LogFilter.all());
		assertThat(messages).hasSize(2001).contains("1");
		assertThat(messages).filteredOn((message) -> !message.equals("1"))
			.containsExactlyElementsOf(IntStream.range(0, 2000).mapToObj((i) -> "printed " + i).toList());
	}

	@Test
	void goesOnInFilesThatWereRolledOver() throws IOException {
		Lines.append(file("a"), Lines.line(5, "INFO", "5"));
		Lines.append(file("b"), Lines.line(4, "INFO", "4"));
		compressed("a.jsonl.2026-11-27.1.gz", 2, Lines.line(3, "INFO", "3"), "printed");
		compressed("a.jsonl.2026-11-27.0.gz", 1, Lines.line(1, "INFO", "1"), Lines.line(2, "INFO", "2"));
		Lines.append(this.folder.resolve("b.jsonl.1"), Lines.line(0, "INFO", "0"));
		assertThat(messages(LogFilter.all())).containsExactly("0", "1", "2", "3", "printed", "4", "5");
		assertThat(messages(LogFilter.all().withLimit(5))).containsExactly("2", "3", "printed", "4", "5");
		assertThat(find(LogFilter.all().withLimit(6)).more()).isTrue();
		assertThat(find(LogFilter.all().withLimit(7)).more()).isFalse();
		assertThat(LogFiles.jobs(this.folder)).containsExactly("a", "b");
	}

	@Test
	void leavesOldFilesAlone() throws IOException {
		Lines.append(file("a"), Lines.line(500, "INFO", "500"));
		Path damaged = Files.writeString(this.folder.resolve("a.jsonl.2026-11-27.0.gz"), "damaged");
		Files.setLastModifiedTime(damaged, FileTime.from(Lines.START));
		assertThatNoException().isThrownBy(() -> find(LogFilter.all().withSince(Lines.START.plusSeconds(100))));
		assertThatIOException().isThrownBy(() -> find(LogFilter.all()))
			.withMessageContaining(damaged + " cannot be read")
			.withMessageEndingWith("remove it if it is damaged");
	}

	@Test
	void readsOnlyTheEndOfAHugeFile() throws IOException {
		// Five gibibytes, most of them a hole.
		try (FileChannel channel = FileChannel.open(file("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			channel.position(5L * 1024 * 1024 * 1024);
			for (int i = 0; i < 1000; i++) {
				channel.write(ByteBuffer.wrap(("\n" + Lines.line(i, "INFO", "" + i)).getBytes(StandardCharsets.UTF_8)));
			}
		}
		long start = System.nanoTime();
		assertThat(messages(LogFilter.all().withLimit(2))).containsExactly("998", "999");
		assertThat(messages(LogFilter.all().withSince(Lines.START.plusSeconds(997)))).hasSize(3);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void boundsWhatItHolds() throws IOException {
		String large = Lines.line(1, "INFO", "x".repeat(500_000));
		for (int i = 0; i < 40; i++) {
			Lines.append(file("a"), large);
		}
		LogSelection selection = find(LogFilter.all());
		assertThat(selection.entries()).hasSizeBetween(16, 18);
		assertThat(selection.more()).isTrue();
	}

	@Test
	void ignoresOtherFiles() throws IOException {
		Lines.append(this.folder.resolve("prometheus.log"), "level=info");
		Lines.append(this.folder.resolve("a.jsonlines"), "x");
		assertThat(messages(LogFilter.all())).isEmpty();
		assertThat(LogFiles.jobs(this.folder)).isEmpty();
	}

	@Test
	void namesAFolderThatIsMissing() {
		Path missing = this.folder.resolve("missing");
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> LogFiles.find(missing, LogFilter.all()))
			.withMessageContaining(missing.toString());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 10_001 })
	void refusesALimitThatIsNone(int limit) {
		assertThatIllegalArgumentException().isThrownBy(() -> LogFilter.all().withLimit(limit))
			.withMessageContaining("from 1 to 10000");
	}

	private Path file(String job) {
		return this.folder.resolve(job + ".jsonl");
	}

	private void compressed(String name, int modified, String... lines) throws IOException {
		Path file = this.folder.resolve(name);
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
			out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
		}
		Files.setLastModifiedTime(file, FileTime.from(Lines.START.plusSeconds(modified)));
	}

	private LogSelection find(LogFilter filter) throws IOException {
		return LogFiles.find(this.folder, filter);
	}

	private List<String> messages(LogFilter filter) throws IOException {
		return find(filter).entries().stream().map(LogEntry::message).toList();
	}

}
