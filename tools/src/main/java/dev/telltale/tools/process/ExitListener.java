package dev.telltale.tools.process;

/**
 * Hears of processes that ended though nobody stopped them.
 */
@FunctionalInterface
public interface ExitListener {

	/**
	 * A process ended by itself. Called once a process, on a thread of its own; it may
	 * close the supervisor.
	 * @param process the process, whose log tells why
	 * @param exitValue its exit value, 128 plus the signal if one ended it
	 */
	void exited(OwnedProcess process, int exitValue);

}
