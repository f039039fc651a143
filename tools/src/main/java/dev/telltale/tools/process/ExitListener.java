package dev.telltale.tools.process;

import java.util.List;

/**
 * Hears of processes that ended though nobody stopped them.
 */
@FunctionalInterface
public interface ExitListener {

	/**
	 * A process ended by itself. Called once a process, on a thread of its own; it may
	 * close the supervisor.
	 * @param process the process
	 * @param exitValue its exit value, 128 plus the signal if one ended it
	 * @param lastLogLines the end of its log, oldest line first
	 */
	void exited(OwnedProcess process, int exitValue, List<String> lastLogLines);

}
