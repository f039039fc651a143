package dev.telltale.cli.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.telltale.cli.receiver.Notification.Alert;
import dev.telltale.cli.receiver.Notification.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class NotificationLogTests {

	private final List<LogEntry> existing = new ArrayList<>();

	@TempDir
	Path folder;

	private Path file;

	@BeforeEach
	void nameFileInMissingFolder() {
		this.file = this.folder.resolve("stack/notifications.jsonl");
	}

	@Test
	void readsWhatItAppended() throws Exception {
		append("critical", Payloads.firing("HighErrorRate"), Payloads.resolved("HighErrorRate"));
		assertThat(NotificationLog.read(this.file)).extracting(Notification::status)
			.containsExactly(Status.FIRING, Status.RESOLVED);
	}

	@Test
	void readsWhileReceiverAppends() throws Exception {
		NotificationLog log = open();
		try {
			log.append("critical", Payloads.firing("HighErrorRate"));
			assertThat(NotificationLog.read(this.file)).hasSize(1);
		}
		finally {
			log.close();
		}
	}

	@Test
	void keepsPayloadAsItCame() throws Exception {
		String payload = """
				{
				  "version": "4",\r
				  "status": "firing", "alerts": [],
				  "later": [1.50, 1e3, 12345678901234567890123, "\\u00e9 \\n é"]
				}
				""";
		append("critical", payload);
		String line = Files.readString(this.file);
		assertThat(line).containsOnlyOnce("\n").endsWith("}}\n");
		assertThat(line).contains("[1.50, 1e3, 12345678901234567890123, \"\\u00e9 \\n é\"]");
		assertThat(line).startsWith("{\"id\":1,\"receivedAt\":\"").contains("\"receiver\":\"critical\",\"payload\":{");
	}

	@Test
	void continuesOldFile() throws Exception {
		append("critical", Payloads.firing("A"));
		append("critical", Payloads.firing("B"));
		assertThat(this.existing).extracting(LogEntry::id).containsExactly(1L);
		assertThat(names()).containsExactly("A", "B");
		open().close();
		assertThat(this.existing).extracting(LogEntry::id).containsExactly(1L, 1L, 2L);
	}

	@Test
	void skipsTornLastLineAndGoesOnBelowIt() throws Exception {
		append("critical", Payloads.firing("A"), Payloads.firing("Torn"));
		byte[] whole = Files.readAllBytes(this.file);
		Files.write(this.file, Arrays.copyOf(whole, whole.length - 40));
		assertThat(names()).containsExactly("A");
		NotificationLog log = open();
		assertThat(log.skippedLines()).isEqualTo(1);
		log.append("critical", Payloads.firing("B"));
		log.close();
		assertThat(names()).containsExactly("A", "B");
	}

	@Test
	void skipsLineTornInsideCharacter() throws Exception {
		append("critical", Payloads.firing("A"));
		byte[] half = { '{', '"', (byte) 0xc3 };
		Files.write(this.file, half, StandardOpenOption.APPEND);
		assertThat(names()).containsExactly("A");
	}

	@Test
	void keepsWholeLastLineThatOnlyLacksItsLineBreak() throws Exception {
		append("critical", Payloads.firing("A"));
		Files.writeString(this.file, Files.readString(this.file).stripTrailing());
		append("critical", Payloads.firing("B"));
		assertThat(names()).containsExactly("A", "B");
	}

	@Test
	void skipsForeignLines() throws Exception {
		append("critical", Payloads.firing("A"));
		Files.writeString(this.file, """
				hello
				{"id":7}
				{"id":8,"receivedAt":"noon","receiver":"critical","payload":{}}

				""", StandardOpenOption.APPEND);
		NotificationLog log = open();
		assertThat(log.skippedLines()).isEqualTo(4);
		log.close();
		assertThat(names()).containsExactly("A");
	}

	@Test
	void writesNothingForPayloadItRefuses() throws Exception {
		NotificationLog log = open();
		assertThatExceptionOfType(InvalidPayloadException.class).isThrownBy(() -> log.append("critical", "{}"));
		log.close();
		assertThat(this.file).isEmptyFile();
	}

	@Test
	void isOpenForOneReceiverAtTime() throws Exception {
		NotificationLog log = open();
		try {
			assertThatIOException().isThrownBy(this::open)
				.withMessage("%s is in use by another receiver: stop that one, or choose another file", this.file);
		}
		finally {
			log.close();
		}
		open().close();
	}

	@Test
	void saysThatFileIsMissing() {
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> NotificationLog.read(this.file));
	}

	@Test
	void isUtf8() throws Exception {
		append("critical", Payloads.firing("Überlast 🔥"));
		assertThat(new String(Files.readAllBytes(this.file), StandardCharsets.UTF_8)).contains("Überlast 🔥");
		assertThat(names()).containsExactly("Überlast 🔥");
	}

	private NotificationLog open() throws IOException {
		return NotificationLog.open(this.file, this.existing::add);
	}

	private void append(String receiver, String... payloads) throws Exception {
		NotificationLog log = open();
		for (String payload : payloads) {
			log.append(receiver, payload);
		}
		log.close();
	}

	private List<String> names() throws IOException {
		return NotificationLog.read(this.file)
			.stream()
			.flatMap((notification) -> notification.alerts().stream())
			.map(Alert::name)
			.toList();
	}

}
