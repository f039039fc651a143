package dev.telltale.tools.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A tiny shell process that ends our processes when we are gone without having done so
 * ourselves, even by {@code SIGKILL}. It blocks on a pipe whose other end only this JVM
 * holds: the JDK closes all it has open in the processes it starts.
 */
final class Guardian implements AutoCloseable {

	private final Process process;

	private Guardian(Process process) {
		this.process = process;
	}

	/**
	 * Start a guardian and wait until it is on guard.
	 * @param ledger the ledger that names what to end
	 * @param grace the time it gives processes to stop before it kills them
	 * @return the guardian
	 * @throws IOException if it cannot be started
	 */
	static Guardian start(ProcessLedger ledger, Duration grace) throws IOException {
		Path log = ledger.file().resolveSibling("guardian.log");
		Process process = new ProcessBuilder(Scripts.GUARDIAN
			.command(List.of(ledger.file().toString(), log.toString(), Long.toString(Math.max(1, grace.toSeconds())))))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
		if (!"ready".equals(reader.readLine())) {
			process.destroyForcibly();
			throw new IOException(
					"the guardian of the processes did not start: check that " + ledger.file() + " can be written");
		}
		return new Guardian(process);
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Dismiss the guardian: all our processes are gone.
	 */
	@Override
	public void close() {
		try (OutputStream input = this.process.getOutputStream()) {
			input.write("done\n".getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			// It is gone already.
		}
		try {
			this.process.waitFor(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.process.destroyForcibly();
	}

}
