package dev.telltale.mixins.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.telltale.tools.ExplainedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the mixin.
 */
@Command(name = "telltale-mixins",
		description = "Render and test dashboards, rules, Alertmanager configuration and runbooks.",
		synopsisSubcommandLabel = "COMMAND",
		subcommands = { RenderCommand.class, ListCommand.class, LintCommand.class, TestCommand.class })
public final class MixinsCommand {

	@CommandLine.Option(names = { "-h", "--help" }, usageHelp = true, scope = CommandLine.ScopeType.INHERIT,
			description = "Show this help.")
	private boolean help;

	/**
	 * Run the command. Where something is wrong, exit: with 1 if it is the mixin, its
	 * configuration or the output, and with 2 if it is the words of the call.
	 * @param arguments the words of the call
	 */
	public static void main(String[] arguments) {
		int exitCode = run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
		// A Maven build that calls this goes on where all is well.
		if (exitCode != 0) {
			System.exit(exitCode);
		}
	}

	/**
	 * Run the command, in this process: in a test of a build, for instance,
	 * {@code run(out, out, "test", "--mixin", "monitoring")}, which is 0 if every alert
	 * of that mixin is as it ought to be.
	 * @param out where results go
	 * @param err where mistakes are told, a line each
	 * @param arguments the words of the call
	 * @return 0 if all is well, else the exit code as for {@link #main(String[])}
	 */
	public static int run(PrintWriter out, PrintWriter err, String... arguments) {
		return new CommandLine(new MixinsCommand()).setOut(out)
			.setErr(err)
			.setExecutionExceptionHandler((ex, command, result) -> report(ex, err))
			.execute(arguments);
	}

	private static int report(Exception failure, PrintWriter err) {
		if (failure instanceof ExplainedException) {
			err.println("telltale-mixins: " + failure.getMessage());
		}
		else {
			err.println("telltale-mixins: this should not have happened: " + failure + keepTrace(failure));
		}
		return 1;
	}

	private static String keepTrace(Exception failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		try {
			Path file = Files.createTempFile("telltale-mixins-", ".log");
			Files.writeString(file, trace.toString());
			return " (please report it, with " + file + ")";
		}
		catch (IOException ex) {
			return "";
		}
	}

}
