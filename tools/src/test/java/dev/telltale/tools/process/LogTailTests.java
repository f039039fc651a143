package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogTailTests {

	@TempDir
	private Path folder;

	@Test
	void readsTheLastLines() throws IOException {
		Path log = Files.writeString(this.folder.resolve("log"), "one\ntwo\nthree\n");
		assertThat(LogTail.read(log, 2)).containsExactly("two", "three");
		assertThat(LogTail.read(log, 9)).containsExactly("one", "two", "three");
	}

	@Test
	void readsOnlyTheEndOfALargeLog() throws IOException {
		Path log = Files.writeString(this.folder.resolve("log"), ("x".repeat(99) + "\n").repeat(10_000) + "last\n");
		List<String> lines = LogTail.read(log, 5_000);
		assertThat(lines).hasSizeLessThan(1_000).last().isEqualTo("last");
		assertThat(lines.get(0)).hasSize(99);
	}

	@Test
	void readsNothingWhereNothingIs() throws IOException {
		assertThat(LogTail.read(this.folder.resolve("missing"), 5)).isEmpty();
		assertThat(LogTail.read(Files.createFile(this.folder.resolve("empty")), 5)).isEmpty();
	}

	@Test
	void findsTheComplaintOfGoPrograms() {
		assertThat(LogTail.reason(List.of("level=info msg=\"Starting\"",
				"ts=1 caller=main.go:1 level=error msg=\"Unable to start web listener\" err=\"listen tcp 127.0.0.1:1: bind: \\\"x\\\" in use\"",
				"level=info msg=\"bye\"")))
			.contains("Unable to start web listener: listen tcp 127.0.0.1:1: bind: \"x\" in use");
		assertThat(LogTail.reason(List.of("prometheus: error: unknown long flag '--x'")))
			.contains("prometheus: error: unknown long flag '--x'");
	}

	@Test
	void findsTheComplaintOfServices() {
		assertThat(LogTail.reason(List.of("{\"level\":\"INFO\",\"message\":\"Starting\"}",
				"{\"message\":\"\\n\\n***\\nAPPLICATION FAILED TO START\\n***\\n\\nDescription:\\n\\nProperty x is bad:\\n\\n    Value: 1\\n\\nAction:\\n\\nMend it.\\n\",\"level\":\"ERROR\"}")))
			.contains("Property x is bad: Value: 1 Action: Mend it.");
		assertThat(LogTail.reason(List.of("{not an error JSON}"))).contains("{not an error JSON}");
	}

	@Test
	void takesTheLastLineWithoutAComplaint() {
		assertThat(LogTail.reason(List.of("one", "two ", " "))).contains("two");
		assertThat(LogTail.reason(List.of())).isEmpty();
	}

}
