package dev.telltale.cli.logs;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One line of a log file. Immutable.
 *
 * @param job the job whose file it is from
 * @param time when it was written; that of a line near by if it does not say so itself
 * @param json whether it is a JSON object; if not, only the message is known
 * @param level its level
 * @param service the service that wrote it
 * @param logger the name of its logger
 * @param message its message
 * @param traceId the id of the trace it belongs to
 * @param spanId the id of the span it belongs to
 * @param correlationId the id of the request it belongs to
 * @param stackTrace the stack trace of its exception
 * @param raw the line as it stands in the file
 */
public record LogEntry(String job, Instant time, boolean json, @Nullable LogLevel level, String service, String logger,
		String message, @Nullable String traceId, @Nullable String spanId, @Nullable String correlationId,
		@Nullable String stackTrace, String raw) {

	LogEntry at(Instant time) {
		return new LogEntry(this.job, time, this.json, this.level, this.service, this.logger, this.message,
				this.traceId, this.spanId, this.correlationId, this.stackTrace, this.raw);
	}

	/**
	 * Return whether it says itself when it was written.
	 * @return whether it does
	 */
	boolean isDated() {
		return !this.time.equals(Instant.MIN);
	}

}
