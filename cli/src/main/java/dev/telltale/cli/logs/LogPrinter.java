package dev.telltale.cli.logs;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import dev.telltale.cli.console.Console;

/**
 * Prints log lines for people: aligned, in colour on a terminal, stack traces indented.
 * Control characters are written as escapes, for what services log may come from anyone.
 * Not thread-safe.
 */
public final class LogPrinter {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

	private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS",
			Locale.ROOT);

	private static final String INDENT = "    ";

	private static final int SHORT_ID = 8;

	private final Console console;

	private final ZoneId zone;

	private final LocalDate today;

	private int serviceWidth;

	/**
	 * Create a printer.
	 * @param console where to print
	 * @param zone the time zone of the people
	 * @param jobs the services whose lines will be printed
	 */
	public LogPrinter(Console console, ZoneId zone, List<String> jobs) {
		this.console = console;
		this.zone = zone;
		this.today = LocalDate.now(zone);
		jobs.forEach((job) -> this.serviceWidth = Math.max(this.serviceWidth, job.length()));
	}

	/**
	 * Print a line.
	 * @param entry the line
	 */
	public void print(LogEntry entry) {
		ZonedDateTime time = entry.time().atZone(this.zone);
		this.serviceWidth = Math.max(this.serviceWidth, entry.service().length());
		String when = (time.toLocalDate().equals(this.today) ? TIME : DATE_AND_TIME).format(time);
		String service = entry.service() + " ".repeat(this.serviceWidth - entry.service().length());
		String trace = (entry.traceId() != null) ? entry.traceId() : "";
		trace = trace.substring(0, Math.min(SHORT_ID, trace.length()));
		String logger = entry.logger().substring(entry.logger().lastIndexOf('.') + 1);
		String[] lines = visible(entry.message()).split("\n", -1);
		this.console.line("%s %s %s %s %s%s".formatted(this.console.dim(when), level(entry), visible(service),
				this.console.dim("%-8s".formatted(visible(trace))),
				logger.isEmpty() ? "" : this.console.dim(visible(logger) + ":") + " ", lines[0]));
		for (int i = 1; i < lines.length; i++) {
			this.console.line(INDENT + lines[i]);
		}
		if (entry.stackTrace() != null) {
			visible(entry.stackTrace()).stripTrailing()
				.lines()
				.forEach((line) -> this.console.line(INDENT + this.console.dim(line)));
		}
	}

	private String level(LogEntry entry) {
		String name = "%-5s".formatted((entry.level() != null) ? entry.level() : "-");
		if (entry.level() == null) {
			return name;
		}
		return switch (entry.level()) {
			case ERROR -> this.console.red(name);
			case WARN -> this.console.yellow(name);
			case INFO -> this.console.green(name);
			case DEBUG, TRACE -> this.console.dim(name);
		};
	}

	private static String visible(String text) {
		StringBuilder visible = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\r') {
				continue;
			}
			if (Character.isISOControl(c) && c != '\n' && c != '\t') {
				visible.append("\\u%04x".formatted((int) c));
			}
			else {
				visible.append(c);
			}
		}
		return visible.toString();
	}

}
