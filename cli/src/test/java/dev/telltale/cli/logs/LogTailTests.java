package dev.telltale.cli.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogTail}.
 */
class LogTailTests {

	@TempDir
	Path folder;

	private Path file;

	private LogTail tail;

	@BeforeEach
	void open() throws IOException {
		this.file = this.folder.resolve("a.jsonl");
		Lines.append(this.file, Lines.line(1, "INFO", "1"), Lines.line(2, "WARN", "2"));
		this.tail = LogTail.open(this.folder, LogFilter.all());
	}

	@AfterEach
	void close() throws IOException {
		this.tail.close();
	}

	@Test
	void beginsWithWhatIsThereAndGoesOn() throws IOException {
		assertThat(this.tail.selection().entries()).extracting(LogEntry::message).containsExactly("1", "2");
		assertThat(poll()).isEmpty();
		Lines.append(this.file, Lines.line(3, "INFO", "3"));
		assertThat(poll()).containsExactly("3");
		assertThat(poll()).isEmpty();
	}

	@Test
	void waitsForTheEndOfALine() throws IOException {
		String line = Lines.line(3, "INFO", "3é");
		int half = line.length() - 10;
		write(line.substring(0, half));
		assertThat(poll()).isEmpty();
		write(line.substring(half) + "\n" + Lines.line(4, "INFO", "4"));
		assertThat(poll()).containsExactly("3é");
		write("\n");
		assertThat(poll()).containsExactly("4");
	}

	@Test
	void aLineThatIsHalfWrittenAtTheStartIsShownOnce() throws IOException {
		close();
		String line = Lines.line(3, "INFO", "3");
		write(line.substring(0, 20));
		this.tail = LogTail.open(this.folder, LogFilter.all());
		assertThat(this.tail.selection().entries()).extracting(LogEntry::message).containsExactly("1", "2");
		write(line.substring(20) + "\n");
		assertThat(poll()).containsExactly("3");
	}

	@Test
	void followsAFileThatIsRolledOver() throws IOException {
		Lines.append(this.file, Lines.line(3, "INFO", "3"));
		Files.move(this.file, this.folder.resolve("a.jsonl.2026-11-27.0"));
		assertThat(poll()).containsExactly("3");
		assertThat(poll()).isEmpty();
		Lines.append(this.file, Lines.line(4, "INFO", "4"));
		assertThat(poll()).containsExactly("4");
		Lines.append(this.file, Lines.line(5, "INFO", "5"));
		Files.move(this.file, this.folder.resolve("a.jsonl.2026-11-27.1"));
		Lines.append(this.file, Lines.line(6, "INFO", "6"));
		assertThat(poll()).containsExactly("5", "6");
	}

	@Test
	void followsAFileThatIsCut() throws IOException {
		Files.writeString(this.file, "");
		assertThat(poll()).isEmpty();
		Lines.append(this.file, Lines.line(3, "INFO", "3"));
		assertThat(poll()).containsExactly("3");
		Files.writeString(this.file, "short\n");
		assertThat(poll()).containsExactly("short");
	}

	@Test
	void followsAServiceThatBeginsLater() throws IOException {
		Lines.append(this.folder.resolve("b.jsonl"), Lines.line(3, "INFO", "b3"), Lines.line(5, "INFO", "b5"));
		Lines.append(this.file, Lines.line(4, "INFO", "a4"));
		assertThat(poll()).containsExactly("b3", "a4", "b5");
	}

	@Test
	void filters() throws IOException {
		close();
		this.tail = LogTail.open(this.folder, LogFilter.all().withLevel(LogLevel.WARN).withLimit(1));
		assertThat(this.tail.selection().entries()).extracting(LogEntry::message).containsExactly("2");
		Lines.append(this.file, Lines.line(3, "INFO", "3"), Lines.line(4, "ERROR", "4"), "printed");
		assertThat(poll()).containsExactly("4");
	}

	@Test
	void losesNothingOfAFlood() throws IOException {
		List<String> read = new ArrayList<>();
		List<String> written = IntStream.range(0, 30_000).mapToObj((i) -> "message " + i).toList();
		for (int i = 0; i < written.size(); i += 10_000) {
			Lines.append(this.file,
					written.subList(i, i + 10_000)
						.stream()
						.map((message) -> Lines.line(3, "INFO", message))
						.toArray(String[]::new));
			read.addAll(poll());
		}
		for (List<String> more = poll(); !more.isEmpty(); more = poll()) {
			assertThat(more).hasSizeLessThan(10_000);
			read.addAll(more);
		}
		assertThat(read).isEqualTo(written);
	}

	private void write(String text) throws IOException {
		Files.writeString(this.file, text, StandardOpenOption.APPEND);
	}

	private List<String> poll() throws IOException {
		return this.tail.poll().stream().map(LogEntry::message).toList();
	}

}
