package dev.telltale.cli.logs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads lines of a job's log files and counts those that are not JSON. Not thread-safe.
 */
final class LogParser {

	private static final JsonFactory factory = new JsonFactory();

	private final String job;

	private final LogFilter filter;

	private long notJson;

	LogParser(String job, LogFilter filter) {
		this.job = job;
		this.filter = filter;
	}

	/**
	 * Read a line.
	 * @param line its bytes, without the line break
	 * @return the line, at {@link Instant#MIN} if it does not say when it was written, or
	 * {@code null} if it is empty
	 */
	@Nullable LogEntry parse(byte[] line) {
		String raw = text(line);
		return raw.isEmpty() ? null : parse(raw);
	}

	/**
	 * Read a line unless it is plain that it does not match, which is a lot faster.
	 * @param line its bytes, without the line break
	 * @return the line, or {@code null} if it is empty or does not match
	 */
	@Nullable LogEntry parseIfMatching(byte[] line) {
		String raw = text(line);
		return (raw.isEmpty() || (mayBeJson(raw) && !this.filter.mayTake(raw))) ? null : parse(raw);
	}

	private static String text(byte[] line) {
		return new String(line, StandardCharsets.UTF_8).stripTrailing();
	}

	private static boolean mayBeJson(String raw) {
		return raw.charAt(0) == '{';
	}

	private LogEntry parse(String raw) {
		Map<String, String> fields = mayBeJson(raw) ? fields(raw) : null;
		if (fields == null) {
			this.notJson++;
			return new LogEntry(this.job, Instant.MIN, false, null, this.job, "", raw, null, null, null, null, raw);
		}
		return new LogEntry(this.job, time(fields.get("@timestamp")), true, LogLevel.of(fields.get("level")),
				fields.getOrDefault("service_name", this.job), fields.getOrDefault("logger_name", ""),
				fields.getOrDefault("message", ""), fields.get("trace_id"), fields.get("span_id"),
				fields.get("correlation_id"), fields.get("stack_trace"), raw);
	}

	private static @Nullable Map<String, String> fields(String raw) {
		Map<String, String> fields = new HashMap<>();
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), raw)) {
			parser.nextToken();
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (value == JsonToken.VALUE_STRING) {
					fields.put(name, Objects.requireNonNull(parser.getString()));
				}
				else {
					parser.skipChildren();
				}
			}
			return (parser.nextToken() == null) ? fields : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static Instant time(@Nullable String timestamp) {
		try {
			return (timestamp != null) ? OffsetDateTime.parse(timestamp).toInstant() : Instant.MIN;
		}
		catch (DateTimeException ex) {
			return Instant.MIN;
		}
	}

	long notJson() {
		return this.notJson;
	}

}
