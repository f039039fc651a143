package dev.telltale.tools.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param name the name for people: one line, unique among the processes of a supervisor
 * @param command the program and its arguments; the program itself, not a shell that
 * starts it, since only this process is stopped
 * @param environment variables to set besides those of this process
 * @param directory the working directory, or {@code null} for that of this process
 * @param logFile the file that receives both output streams; it is begun anew
 */
public record ProcessSpec(String name, List<String> command, Map<String, String> environment, @Nullable Path directory,
		Path logFile) {

	/**
	 * Create a process spec.
	 * @param name the name for people: one line, unique among the processes of a
	 * supervisor
	 * @param command the program and its arguments; the program itself, not a shell that
	 * starts it, since only this process is stopped
	 * @param environment variables to set besides those of this process
	 * @param directory the working directory, or {@code null} for that of this process
	 * @param logFile the file that receives both output streams; it is begun anew
	 */
	public ProcessSpec {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
		if (command.isEmpty()) {
			throw new IllegalArgumentException("The command of " + name + " is empty");
		}
		if (name.isBlank() || name.lines().count() != 1 || name.equals(ProcessLedger.GUARDIAN)) {
			throw new IllegalArgumentException("'" + name + "' cannot be the name of a process");
		}
	}

	/**
	 * Describe a process that needs neither variables nor a directory.
	 * @param name the name for people
	 * @param command the program and its arguments
	 * @param logFile the file that receives both output streams
	 */
	public ProcessSpec(String name, List<String> command, Path logFile) {
		this(name, command, Map.of(), null, logFile);
	}

}
