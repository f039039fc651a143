package dev.telltale.tools.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The end of a log file, which may still grow and may be large.
 */
final class LogTail {

	private static final int MOST_BYTES = 64 * 1024;

	/** What programs write when they give up: Go's loggers, the JVM, Spring Boot. */
	private static final Pattern COMPLAINT = Pattern
		.compile("(?i)\\b(?:level=(?:error|fatal)|error|panic:|fatal|exception)\\b|\\berr=|cannot |not found");

	/** A value of a {@code key=value} log line. */
	private static final String VALUE = "=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)";

	private static final Pattern MESSAGE = Pattern.compile("\\bmsg" + VALUE);

	private static final Pattern CAUSE = Pattern.compile("\\berr(?:or)?" + VALUE);

	private LogTail() {
	}

	static List<String> read(Path file, int count) {
		try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
			long length = access.length();
			int size = (int) Math.min(MOST_BYTES, length);
			byte[] bytes = new byte[size];
			access.seek(length - size);
			access.readFully(bytes);
			List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
			// The first of many lines was cut somewhere.
			int first = (size < length) ? 1 : 0;
			return lines.subList(Math.max(Math.min(first, lines.size()), lines.size() - count), lines.size());
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Return the line that most likely says why a program gave up.
	 * @param lines the end of its log
	 * @return the last complaint, or else the last line; shortened to what matters
	 */
	static Optional<String> reason(List<String> lines) {
		return lines.stream()
			.filter((line) -> COMPLAINT.matcher(line).find())
			.reduce((first, last) -> last)
			.or(() -> lines.stream().filter((line) -> !line.isBlank()).reduce((first, last) -> last))
			.map(LogTail::shorten);
	}

	private static String shorten(String line) {
		if (line.startsWith("{")) {
			return message(line);
		}
		Optional<String> message = value(MESSAGE, line);
		Optional<String> cause = value(CAUSE, line);
		if (message.isPresent()) {
			return message.get() + cause.map((text) -> ": " + text).orElse("");
		}
		return cause.orElse(line.strip());
	}

	/**
	 * Return the message of a line of JSON; of a report of Spring Boot's, what stands
	 * behind its heading.
	 */
	private static String message(String line) {
		try {
			String message = new JsonMapper().readTree(line).path("message").stringValue(line).strip();
			int report = message.indexOf("Description:");
			return ((report >= 0) ? message.substring(report + "Description:".length()) : message).strip()
				.replaceAll("\\s*\\n\\s*", " ");
		}
		catch (JacksonException ex) {
			return line.strip();
		}
	}

	private static Optional<String> value(Pattern pattern, String line) {
		Matcher matcher = pattern.matcher(line);
		if (!matcher.find()) {
			return Optional.empty();
		}
		String value = matcher.group(1);
		return Optional.of(value.startsWith("\"")
				? value.substring(1, value.length() - 1).replace("\\n", " ").replaceAll("\\\\(.)", "$1") : value);
	}

}
