package dev.telltale.cli.receiver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;

/**
 * The file of notifications: JSON Lines in UTF-8, one notification a line, only ever
 * appended to. Lines that are not a notification, such as the torn last line of a process
 * that was killed, are skipped. One process at a time may append; reading needs no
 * server. Thread-safe.
 */
public final class NotificationLog {

	private final Path file;

	private final FileChannel channel;

	private long lastId;

	private long skippedLines;

	private NotificationLog(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Read all notifications of a file, the oldest first. A receiver may be appending to
	 * the file at the same time.
	 * @param file the file
	 * @return its notifications
	 * @throws IOException if the file cannot be read, also when there is none
	 */
	public static List<Notification> read(Path file) throws IOException {
		List<Notification> notifications = new ArrayList<>();
		readEntries(file, (entry) -> notifications.add(entry.notification()));
		return notifications;
	}

	/**
	 * Open a log for appending; creates the file and its folder where needed.
	 * @param file the file
	 * @param existing is handed what the file already holds, the oldest first
	 * @return the open log
	 * @throws IOException if the file cannot be read or written, or is open elsewhere
	 */
	static NotificationLog open(Path file, Consumer<LogEntry> existing) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		try {
			lock(file, channel);
			NotificationLog log = new NotificationLog(file, channel);
			log.skippedLines = readEntries(file, (entry) -> {
				log.lastId = Math.max(log.lastId, entry.id());
				existing.accept(entry);
			});
			log.endTornLine();
			return log;
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	private static void lock(Path file, FileChannel channel) throws IOException {
		try {
			if (channel.tryLock() != null) {
				return;
			}
		}
		catch (OverlappingFileLockException ex) {
			// Held by this very process: the same answer as for another one.
		}
		throw new IOException(
				"%s is in use by another receiver: stop that one, or choose another file".formatted(file));
	}

	private static long readEntries(Path file, Consumer<LogEntry> entries) throws IOException {
		long skipped = 0;
		// Unlike Files.lines, this reader replaces malformed bytes: a torn line may end
		// in the middle of a character.
		try (InputStream in = Files.newInputStream(file);
				BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
			String line;
			while ((line = reader.readLine()) != null) {
				try {
					entries.accept(parse(line));
				}
				catch (InvalidPayloadException ex) {
					skipped++;
				}
			}
		}
		return skipped;
	}

	static LogEntry parse(String line) throws InvalidPayloadException {
		JsonNode node = WebhookPayload.parse(line);
		try {
			long id = node.path("id").longValue(-1);
			Instant receivedAt = Instant.parse(node.path("receivedAt").stringValue(""));
			String receiver = node.path("receiver").stringValue("");
			if (id < 1 || !ReceiverName.isValid(receiver)) {
				throw new InvalidPayloadException("it is not a line of the log");
			}
			return new LogEntry(id, WebhookPayload.read(node.path("payload"), receivedAt, receiver), line);
		}
		catch (DateTimeException ex) {
			throw new InvalidPayloadException("receivedAt is not a time");
		}
	}

	/**
	 * End a torn last line, so that the next notification starts on a line of its own.
	 */
	private void endTornLine() throws IOException {
		long size = this.channel.size();
		if (size == 0) {
			return;
		}
		ByteBuffer last = ByteBuffer.allocate(1);
		this.channel.read(last, size - 1);
		if (last.get(0) != '\n') {
			write("\n");
		}
	}

	/**
	 * Append a notification. When this returns the operating system has the whole line;
	 * when it throws, the file is as before.
	 * @param receiver the valid name of a receiver
	 * @param payload the payload as it came
	 * @return the new entry
	 * @throws InvalidPayloadException if the payload is not a notification
	 * @throws IOException if the file cannot be written
	 */
	synchronized LogEntry append(String receiver, String payload) throws InvalidPayloadException, IOException {
		Instant receivedAt = Instant.now();
		Notification notification = WebhookPayload.read(WebhookPayload.parse(payload), receivedAt, receiver);
		long id = this.lastId + 1;
		// JSON allows line breaks between tokens only, so this changes no value.
		String onOneLine = payload.strip().replace('\r', ' ').replace('\n', ' ');
		String line = "{\"id\":%d,\"receivedAt\":\"%s\",\"receiver\":\"%s\",\"payload\":%s}".formatted(id, receivedAt,
				receiver, onOneLine);
		write(line + "\n");
		this.lastId = id;
		return new LogEntry(id, notification, line);
	}

	private void write(String text) throws IOException {
		long size = this.channel.size();
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
		try {
			this.channel.position(size);
			while (bytes.hasRemaining()) {
				this.channel.write(bytes);
			}
		}
		catch (IOException ex) {
			if (this.channel.isOpen()) {
				this.channel.truncate(size);
			}
			throw ex;
		}
	}

	Path file() {
		return this.file;
	}

	/**
	 * Return how many lines of the file could not be read when it was opened.
	 * @return the number of lines
	 */
	long skippedLines() {
		return this.skippedLines;
	}

	synchronized void close() throws IOException {
		this.channel.close();
	}

}
