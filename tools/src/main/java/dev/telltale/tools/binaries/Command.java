package dev.telltale.tools.binaries;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A command that runs to its end, in the C locale, without input.
 */
record Command(List<String> line, @Nullable Path directory, Map<String, String> environment, Duration timeout) {

	static Command of(String... line) {
		return of(List.of(line));
	}

	static Command of(List<String> line) {
		return new Command(line, null, Map.of("LC_ALL", "C"), Duration.ofMinutes(1));
	}

	Command in(Path newDirectory) {
		return new Command(this.line, newDirectory, this.environment, this.timeout);
	}

	Command within(Duration newTimeout) {
		return new Command(this.line, this.directory, this.environment, newTimeout);
	}

	/**
	 * Run the command.
	 * @return how it ended and all it printed to either stream
	 * @throws IOException if it cannot be started or does not end in time
	 */
	Result run() throws IOException {
		// A file instead of a pipe: a grandchild that keeps a pipe open would hold us.
		Path output = Files.createTempFile("telltale-command", ".out");
		try {
			ProcessBuilder builder = new ProcessBuilder(this.line).redirectErrorStream(true)
				.redirectInput(new File("/dev/null"))
				.redirectOutput(output.toFile());
			builder.environment().putAll(this.environment);
			if (this.directory != null) {
				builder.directory(this.directory.toFile());
			}
			Process process = builder.start();
			Thread atExit = new Thread(() -> destroyTree(process));
			Runtime.getRuntime().addShutdownHook(atExit);
			try {
				if (!process.waitFor(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
					throw new IOException("no answer within " + this.timeout.toSeconds() + " s");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException("interrupted");
			}
			finally {
				destroyTree(process);
				forget(atExit);
			}
			return new Result(process.exitValue(), new String(Files.readAllBytes(output)));
		}
		finally {
			Files.deleteIfExists(output);
		}
	}

	/**
	 * End a command and what it started, such as the methods of apt.
	 */
	private static void destroyTree(Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
	}

	private static void forget(Thread atExit) {
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		}
		catch (IllegalStateException ex) {
			// We are ending already, and the hook with us.
		}
	}

	record Result(int exitValue, String output) {

		boolean succeeded() {
			return this.exitValue == 0;
		}

	}

}
