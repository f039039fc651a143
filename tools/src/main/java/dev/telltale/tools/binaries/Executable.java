package dev.telltale.tools.binaries;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A tool that was found on this machine.
 *
 * @param tool the tool
 * @param path the absolute path of its executable
 * @param version the version it reports, such as {@code 2.42.0}
 * @param arguments the arguments without which this copy does not find its own files;
 * they go before those of the caller and are often none
 */
public record Executable(Tool tool, Path path, String version, List<String> arguments) {

	private static final Duration HELP_TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Create an executable.
	 * @param tool the tool
	 * @param path the absolute path of its executable
	 * @param version the version it reports, such as {@code 2.42.0}
	 * @param arguments the arguments without which this copy does not find its own files;
	 * they go before those of the caller and are often none
	 */
	public Executable {
		arguments = List.copyOf(arguments);
	}

	/**
	 * Return the whole command line: the executable, its own arguments, the given ones.
	 * @param more the arguments to add
	 * @return the command, ready for a {@link ProcessBuilder}
	 */
	public List<String> command(String... more) {
		List<String> command = new ArrayList<>();
		command.add(this.path.toString());
		command.addAll(this.arguments);
		command.addAll(List.of(more));
		return command;
	}

	/**
	 * Ask the program's help whether it takes an option: builds differ, and an unknown
	 * option ends the program.
	 * @param option the option with its dashes, such as {@code --web.ui-path}
	 * @return whether the help names it
	 */
	public boolean accepts(String option) {
		try {
			String help = Command.of(this.path.toString(), "--help").within(HELP_TIMEOUT).run().output();
			return help.lines().map(String::strip).anyMatch((line) -> names(line, option));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean names(String line, String option) {
		// Boolean options read --[no-]name in newer builds.
		String plain = line.replace("[no-]", "");
		int end = plain.indexOf(option) + option.length();
		return plain.contains(option) && (end == plain.length() || " =".indexOf(plain.charAt(end)) >= 0);
	}

}
