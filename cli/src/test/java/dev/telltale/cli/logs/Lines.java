package dev.telltale.cli.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Log lines to test with.
 */
final class Lines {

	static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

	static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private Lines() {
	}

	/**
	 * Return a line as the services write it.
	 * @param seconds when, after the start
	 */
	static String line(int seconds, String level, String message) {
		return """
				{"@timestamp":"%s","level":"%s","logger_name":"dev.telltale.Sample","thread_name":"main",\
				"message":"%s","service_name":"orders"}""".formatted(START.plusSeconds(seconds), level, message);
	}

	static String traced(int seconds, String trace, String message) {
		return line(seconds, "INFO", message).replace("}", ",\"trace_id\":\"" + trace + "\"}");
	}

	static void append(Path file, String... lines) throws IOException {
		Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

}
