package dev.telltale.cli.logs;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The levels of log lines, the least important first.
 */
public enum LogLevel {

	/** What happens, step by step. */
	TRACE,

	/** What helps to find a fault. */
	DEBUG,

	/** What is worth knowing. */
	INFO,

	/** What may become a fault. */
	WARN,

	/** A fault. */
	ERROR;

	/**
	 * Return a level.
	 * @param name its name, in any case
	 * @return the level, or {@code null} if there is none of that name
	 */
	public static @Nullable LogLevel of(@Nullable String name) {
		if (name == null) {
			return null;
		}
		return switch (name.toUpperCase(Locale.ROOT)) {
			case "TRACE" -> TRACE;
			case "DEBUG" -> DEBUG;
			case "INFO" -> INFO;
			case "WARN", "WARNING" -> WARN;
			case "ERROR", "FATAL" -> ERROR;
			default -> null;
		};
	}

}
