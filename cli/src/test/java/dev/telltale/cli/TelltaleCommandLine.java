package dev.telltale.cli;

import picocli.CommandLine;

/**
 * Lets tests elsewhere see which words the command knows.
 */
public final class TelltaleCommandLine {

	private TelltaleCommandLine() {
	}

	/**
	 * Return the command without running it.
	 * @return the command
	 */
	public static CommandLine create() {
		return new CommandLine(new TelltaleCommand());
	}

}
