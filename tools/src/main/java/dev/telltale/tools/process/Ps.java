package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The {@code ps} command, for systems without {@code /proc}.
 */
final class Ps {

	private Ps() {
	}

	/**
	 * Return one column for one process.
	 * @param column the name of the column
	 * @param pid the process
	 * @return what {@code ps} printed, empty if there is no such process
	 * @throws IOException if {@code ps} cannot be run
	 */
	static String print(String column, long pid) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("ps", "-o", column + "=", "-p", Long.toString(pid))
			.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("LC_ALL", "C");
		builder.environment().put("TZ", "UTC");
		Process process = builder.start();
		process.getOutputStream().close();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
	}

}
