package dev.telltale.tools.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A process that a {@link Supervisor} started. Thread-safe.
 */
public final class OwnedProcess {

	private static final int LAST_LINES = 50;

	private static final Duration AFTER_KILL = Duration.ofSeconds(5);

	private final String name;

	private final Process process;

	private final Path logFile;

	OwnedProcess(String name, Process process, Path logFile) {
		this.name = name;
		this.process = process;
		this.logFile = logFile;
	}

	/**
	 * Return the name it was started under.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return its process id.
	 * @return the pid
	 */
	public long pid() {
		return this.process.pid();
	}

	/**
	 * Return the file that receives its output.
	 * @return the log file
	 */
	public Path logFile() {
		return this.logFile;
	}

	/**
	 * Return whether it runs.
	 * @return whether it runs
	 */
	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Return how it ended.
	 * @return its exit value, 128 plus the signal if one ended it; empty while it runs
	 */
	public OptionalInt exitValue() {
		return this.process.isAlive() ? OptionalInt.empty() : OptionalInt.of(this.process.exitValue());
	}

	/**
	 * Return the end of its log.
	 * @param count how many lines at most
	 * @return the last lines, oldest first; none if there is no log
	 */
	public List<String> lastLogLines(int count) {
		return LogTail.read(this.logFile, count);
	}

	/**
	 * Return why it ended, as far as its log tells.
	 * @return the last complaint in its log, or else the last line
	 */
	public Optional<String> lastWords() {
		return LogTail.reason(lastLogLines(LAST_LINES));
	}

	/**
	 * Return how much memory it occupies.
	 * @return the resident set in bytes, or empty if it has ended
	 */
	public OptionalLong residentMemory() {
		return ProcessMemory.resident(pid());
	}

	/**
	 * Ask the process to stop, and kill it if it does not in time. Returns when it has
	 * ended; does nothing if it has already.
	 * @param grace the time to stop
	 */
	public void stop(Duration grace) {
		this.process.destroy();
		if (!awaitEnd(grace)) {
			this.process.destroyForcibly();
			awaitEnd(AFTER_KILL);
		}
	}

	/**
	 * Wait for the process to end.
	 * @return its exit value
	 * @throws InterruptedException if this thread is interrupted
	 */
	int await() throws InterruptedException {
		return this.process.waitFor();
	}

	private boolean awaitEnd(Duration patience) {
		try {
			return this.process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public String toString() {
		return this.name + " (" + pid() + ")";
	}

}
