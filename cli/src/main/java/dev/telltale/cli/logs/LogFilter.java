package dev.telltale.cli.logs;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which log lines to find. Immutable; every method returns a filter that asks for more.
 *
 * @param trace how the id of their trace begins, in lower case
 * @param level their lowest level; lines that are not JSON have none
 * @param service the service that wrote them, or the job whose file they are in
 * @param since when the first was written
 * @param text what they contain
 * @param limit how many to find at most: the newest
 */
public record LogFilter(@Nullable String trace, @Nullable LogLevel level, @Nullable String service,
		@Nullable Instant since, @Nullable String text, int limit) {

	/** The highest limit. */
	public static final int MAX_LIMIT = 10_000;

	/**
	 * Create a filter.
	 * @param trace how the id of their trace begins, in lower case
	 * @param level their lowest level; lines that are not JSON have none
	 * @param service the service that wrote them, or the job whose file they are in
	 * @param since when the first was written
	 * @param text what they contain
	 * @param limit how many to find at most: the newest
	 * @throws IllegalArgumentException if the limit is not from 1 to 10,000
	 */
	public LogFilter {
		if (limit < 1 || limit > MAX_LIMIT) {
			throw new IllegalArgumentException("The limit must be from 1 to %d: %d".formatted(MAX_LIMIT, limit));
		}
	}

	/**
	 * Return the filter that takes every line.
	 * @return the filter
	 */
	public static LogFilter all() {
		return new LogFilter(null, null, null, null, null, MAX_LIMIT);
	}

	/**
	 * Ask for a trace.
	 * @param trace its id or the beginning of it
	 * @return the filter
	 */
	public LogFilter withTrace(String trace) {
		return new LogFilter(trace, this.level, this.service, this.since, this.text, this.limit);
	}

	/**
	 * Ask for a level and those above it.
	 * @param level the level
	 * @return the filter
	 */
	public LogFilter withLevel(LogLevel level) {
		return new LogFilter(this.trace, level, this.service, this.since, this.text, this.limit);
	}

	/**
	 * Ask for a service.
	 * @param service its name, or that of a job
	 * @return the filter
	 */
	public LogFilter withService(String service) {
		return new LogFilter(this.trace, this.level, service, this.since, this.text, this.limit);
	}

	/**
	 * Ask for what was written since a time.
	 * @param since the time
	 * @return the filter
	 */
	public LogFilter withSince(Instant since) {
		return new LogFilter(this.trace, this.level, this.service, since, this.text, this.limit);
	}

	/**
	 * Ask for a text, in the message, the stack trace or anywhere in the line.
	 * @param text the text
	 * @return the filter
	 */
	public LogFilter withText(String text) {
		return new LogFilter(this.trace, this.level, this.service, this.since, text, this.limit);
	}

	/**
	 * Ask for the newest only.
	 * @param limit how many
	 * @return the filter
	 */
	public LogFilter withLimit(int limit) {
		return new LogFilter(this.trace, this.level, this.service, this.since, this.text, limit);
	}

	/**
	 * Return whether a line may match, without reading its JSON.
	 */
	boolean mayTake(String raw) {
		return this.trace == null || raw.contains(this.trace);
	}

	boolean takes(LogEntry entry) {
		return takesTrace(entry) && takesLevel(entry) && takesService(entry)
				&& (this.since == null || !entry.time().isBefore(this.since)) && takesText(entry);
	}

	private boolean takesTrace(LogEntry entry) {
		if (this.trace == null) {
			return true;
		}
		return entry.json() ? entry.traceId() != null && entry.traceId().startsWith(this.trace)
				: entry.raw().contains(this.trace);
	}

	private boolean takesLevel(LogEntry entry) {
		return this.level == null || (entry.level() != null && entry.level().compareTo(this.level) >= 0);
	}

	private boolean takesService(LogEntry entry) {
		return this.service == null || this.service.equals(entry.service()) || this.service.equals(entry.job());
	}

	private boolean takesText(LogEntry entry) {
		return this.text == null || entry.message().contains(this.text)
				|| (entry.stackTrace() != null && entry.stackTrace().contains(this.text))
				|| entry.raw().contains(this.text);
	}

}
