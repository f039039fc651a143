package dev.telltale.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.cli.stack.StackException;
import dev.telltale.tools.ExplainedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code telltale} command.
 */
@Command(name = "telltale", description = "Run a Spring Boot service with its monitoring, and prove its alerts.",
		subcommands = { UpCommand.class, ProveCommand.class, DoctorCommand.class, TrafficCommand.class,
				BreakCommand.class, LogsCommand.class, TourCommand.class, PreviewCommand.class, ShotCommand.class,
				StatusCommand.class, DownCommand.class, ReceiveCommand.class, ProtectCommand.class })
public final class TelltaleCommand {

	private static volatile boolean stopping;

	@CommandLine.Option(names = { "-h", "--help" }, usageHelp = true, scope = CommandLine.ScopeType.INHERIT,
			description = "Show this help.")
	private boolean help;

	/**
	 * Run the command and exit: with 0 if all is well, 1 if something failed, and 2 if
	 * the words of the call are wrong.
	 * @param arguments the words of the call
	 */
	public static void main(String[] arguments) {
		System.exit(run(arguments));
	}

	static int run(String... arguments) {
		CommandLine commandLine = new CommandLine(new TelltaleCommand());
		commandLine.setExecutionExceptionHandler((ex, command, result) -> report(ex));
		return commandLine.execute(arguments);
	}

	/**
	 * From now on failures are our own doing: components end because we stop them.
	 */
	static void stopping() {
		stopping = true;
	}

	private static int report(Exception failure) {
		if (stopping) {
			return 1;
		}
		if (failure instanceof ExplainedException) {
			System.err.println("telltale: " + failure.getMessage());
		}
		else {
			System.err.println("telltale: this should not have happened: " + failure + keepTrace(failure));
		}
		return 1;
	}

	private static String keepTrace(Exception failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		try {
			Path file = Files.createDirectories(Home.locate().state()).resolve("crash.log");
			Files.writeString(file, trace.toString());
			return " (please report it, with " + file + ")";
		}
		catch (IOException | StackException ex) {
			return "";
		}
	}

	static Console console() {
		return Console.system();
	}

}
