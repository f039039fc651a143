package dev.telltale.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.logs.LogEntry;
import dev.telltale.cli.logs.LogFiles;
import dev.telltale.cli.logs.LogFilter;
import dev.telltale.cli.logs.LogLevel;
import dev.telltale.cli.logs.LogPrinter;
import dev.telltale.cli.logs.LogSelection;
import dev.telltale.cli.logs.LogTail;
import dev.telltale.cli.stack.Home;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Shows the logs of the services, merged by time.
 */
@Command(name = "logs", description = "Show the logs of the services that 'up' runs, the newest last.")
class LogsCommand implements Callable<Integer> {

	private static final Duration POLL = Duration.ofMillis(200);

	@Option(names = "--trace", paramLabel = "ID", converter = TraceId.class,
			description = "Only lines of this trace: its id or at least 8 digits of its beginning.")
	private @Nullable String trace;

	@Option(names = "--level", paramLabel = "LEVEL", converter = Level.class,
			description = "Only this level and those above: trace, debug, info, warn, error.")
	private @Nullable LogLevel level;

	@Option(names = "--service", paramLabel = "NAME", description = "Only lines of this service.")
	private @Nullable String service;

	@Option(names = "--since", paramLabel = "TIME", converter = Age.class,
			description = "Only lines of this last time, such as 30s, 5m, 2h or 1d.")
	private @Nullable Duration since;

	@Option(names = "--grep", paramLabel = "TEXT", description = "Only lines that contain this text.")
	private @Nullable String text;

	@Option(names = "--lines", paramLabel = "N", defaultValue = "200", converter = Lines.class,
			description = "At most this many lines, the newest; 200 if not given, 10000 at most.")
	private int lines;

	@Option(names = "--follow", description = "Go on with what is written from now on, until Ctrl-C.")
	private boolean follow;

	@Option(names = "--json", description = "Print the lines as they stand in the files.")
	private boolean json;

	private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

	private final Console console = Console.to(this.out);

	@Override
	public Integer call() throws InterruptedException {
		Path folder = Home.locate().logs("up");
		try {
			List<String> jobs = Files.isDirectory(folder) ? LogFiles.jobs(folder) : List.of();
			if (jobs.isEmpty()) {
				throw new CommandException(
						"no service has logged anything in %s: start the stack with ./telltale up".formatted(folder));
			}
			LogPrinter printer = new LogPrinter(this.console, ZoneId.systemDefault(), jobs);
			Consumer<LogEntry> print = this.json ? (entry) -> this.console.line(entry.raw()) : printer::print;
			if (this.follow) {
				follow(folder, print);
			}
			else {
				LogSelection selection = LogFiles.find(folder, filter());
				selection.entries().forEach(print);
				tell(selection, jobs);
			}
			return 0;
		}
		catch (IOException ex) {
			throw new CommandException("cannot read the logs in %s (%s): call this as the user who started the stack"
				.formatted(folder, ex.getMessage()));
		}
	}

	private LogFilter filter() {
		Instant since = (this.since != null) ? Instant.now().minus(this.since) : null;
		return new LogFilter(this.trace, this.level, this.service, since, this.text, this.lines);
	}

	private void follow(Path folder, Consumer<LogEntry> print) throws IOException, InterruptedException {
		try (LogTail tail = LogTail.open(folder, filter())) {
			tail.selection().entries().forEach(print);
			// An error is a reader that went away, such as head.
			while (!this.out.checkError()) {
				List<LogEntry> entries = tail.poll();
				entries.forEach(print);
				if (entries.isEmpty()) {
					Thread.sleep(POLL.toMillis());
				}
			}
		}
	}

	private void tell(LogSelection selection, List<String> jobs) {
		if (this.json) {
			return;
		}
		if (selection.entries().isEmpty()) {
			this.console.note("no line matches; there are logs of " + String.join(", ", jobs));
		}
		if (selection.more()) {
			this.console.note("these are the newest %d lines that match: ask for more with --lines, or narrow it down"
				.formatted(selection.entries().size()));
		}
		if (selection.notJson() > 0) {
			this.console.note("%d of the lines read are not JSON".formatted(selection.notJson()));
		}
	}

	static final class TraceId implements ITypeConverter<String> {

		@Override
		public String convert(String value) {
			String id = value.toLowerCase(Locale.ROOT);
			if (!id.matches("[0-9a-f]{8,32}")) {
				throw new TypeConversionException(
						"'%s' is not the id of a trace: give 8 to 32 hexadecimal digits".formatted(value));
			}
			return id;
		}

	}

	static final class Level implements ITypeConverter<LogLevel> {

		@Override
		public LogLevel convert(String value) {
			LogLevel level = LogLevel.of(value);
			if (level == null) {
				throw new TypeConversionException(
						"'%s' is not a level: give trace, debug, info, warn or error".formatted(value));
			}
			return level;
		}

	}

	static final class Age implements ITypeConverter<Duration> {

		@Override
		public Duration convert(String value) {
			if (!value.matches("[0-9]{1,6}[smhd]")) {
				throw new TypeConversionException(
						"'%s' is not a time: give one such as 30s, 5m, 2h or 1d".formatted(value));
			}
			long amount = Long.parseLong(value.substring(0, value.length() - 1));
			return switch (value.charAt(value.length() - 1)) {
				case 's' -> Duration.ofSeconds(amount);
				case 'm' -> Duration.ofMinutes(amount);
				case 'h' -> Duration.ofHours(amount);
				default -> Duration.ofDays(amount);
			};
		}

	}

	static final class Lines implements ITypeConverter<Integer> {

		@Override
		public Integer convert(String value) {
			int lines = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
			if (lines < 1 || lines > LogFilter.MAX_LIMIT) {
				throw new TypeConversionException(
						"'%s' is not a number from 1 to %d".formatted(value, LogFilter.MAX_LIMIT));
			}
			return lines;
		}

	}

}
