package dev.telltale.cli.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BackwardLines}.
 */
class BackwardLinesTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "''|", "a|a", "a#|a", "a#b|b,a", "a#b#|b,a", "#|''", "#a|a,''", "a##b#|b,'',a" })
	void readsFromTheEnd(String content, String expected) throws IOException {
		List<String> lines = (expected == null) ? List.of() : List.of(expected.replace("''", "").split(",", -1));
		assertThat(read(content.replace("''", "").replace('#', '\n'))).isEqualTo(lines);
	}

	@ParameterizedTest
	@ValueSource(ints = { 65534, 65535, 65536, 65537, 131071, 131072, 131073 })
	void readsLinesThatEndAtTheEdgeOfABlock(int length) throws IOException {
		String first = "f".repeat(length);
		String last = "l".repeat(length);
		assertThat(read(first + "\n" + last + "\n")).containsExactly(last, first);
		assertThat(read(first + "\n" + last)).containsExactly(last, first);
		assertThat(read(first + "\n\n" + last + "\n")).containsExactly(last, "", first);
	}

	@Test
	void readsAnyLinesAsAForwardReaderDoes() throws IOException {
		Random random = new Random(1);
		for (int run = 0; run < 50; run++) {
			List<String> lines = new ArrayList<>();
			for (int i = random.nextInt(40); i >= 0; i--) {
				lines.add("é".repeat(random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(200)));
			}
			List<String> read = read(String.join("\n", lines) + "\n");
			Collections.reverse(read);
			assertThat(read).isEqualTo(lines);
		}
	}

	@Test
	void keepsTheBeginningOfAnEndlessLine() throws IOException {
		String endless = "begin" + "x".repeat(3 * BackwardLines.MAX_LINE);
		List<String> lines = read("a\n" + endless + "\nb\n");
		assertThat(lines).hasSize(3).startsWith("b").endsWith("a");
		assertThat(lines.get(1)).startsWith("begin").hasSizeBetween(BackwardLines.MAX_LINE, 2 * BackwardLines.MAX_LINE);
	}

	@Test
	void beginsWhereItIsTold() throws IOException {
		Path file = Files.writeString(this.folder.resolve("file"), "a\nb\nc\n");
		try (BackwardLines lines = BackwardLines.open(file, 4)) {
			assertThat(lines.next()).isEqualTo(new byte[] { 'b' });
		}
	}

	private List<String> read(String content) throws IOException {
		Path file = Files.writeString(this.folder.resolve("file"), content);
		List<String> read = new ArrayList<>();
		try (BackwardLines lines = BackwardLines.open(file, Long.MAX_VALUE)) {
			for (byte[] line = lines.next(); line != null; line = lines.next()) {
				read.add(new String(line, StandardCharsets.UTF_8));
			}
		}
		return read;
	}

}
