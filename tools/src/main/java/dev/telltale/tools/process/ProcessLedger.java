package dev.telltale.tools.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file that names every process we started, so that a later command can end exactly
 * those that an earlier, crashed one left. One line a process: its pid, a stamp of its
 * start, its name. An entry counts only as long as a process with both this pid and this
 * stamp runs: a pid that was given to someone else does not. Entries are only ever added
 * (by the processes themselves, see {@code launch.sh}); {@link #reap} starts the file
 * anew.
 * <p>
 * Thread-safe, and safe beside other processes that add entries; only one process at a
 * time may reap (see {@link InstanceLock}).
 */
public final class ProcessLedger {

	static final String GUARDIAN = "guardian";

	private static final Duration AFTER_KILL = Duration.ofSeconds(5);

	private final Path file;

	/**
	 * Create a ledger.
	 * @param file the file, which need not exist
	 */
	public ProcessLedger(Path file) {
		this.file = file.toAbsolutePath();
	}

	/**
	 * Return the processes of this ledger that still run, in the order of their start.
	 * @return the entries, without our own helper
	 * @throws UncheckedIOException if the file cannot be read
	 */
	public List<Entry> running() {
		return running((entry) -> !entry.isGuardian());
	}

	/**
	 * End every process of this ledger that still runs, the last started first: each is
	 * asked to stop, and killed if it does not within the given time. Then empty the
	 * ledger.
	 * @param grace the time to stop, for all of them together
	 * @return the entries that were ended
	 * @throws UncheckedIOException if the file cannot be read or emptied
	 */
	public List<Entry> reap(Duration grace) {
		// An earlier guardian would go on to end what is started after this.
		running(Entry::isGuardian).forEach((guardian) -> guardian.kill(AFTER_KILL));
		List<Entry> ended = new ArrayList<>();
		List<Entry> running = new ArrayList<>(running());
		Collections.reverse(running);
		running.forEach(Entry::terminate);
		long deadline = System.nanoTime() + grace.toNanos();
		for (Entry entry : running) {
			if (!entry.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
				entry.kill(AFTER_KILL);
			}
			ended.add(entry);
		}
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return ended;
	}

	Path file() {
		return this.file;
	}

	private List<Entry> running(Predicate<Entry> wanted) {
		try (Stream<String> lines = Files.readAllLines(this.file).stream()) {
			return lines.map(Entry::parse).flatMap(Optional::stream).filter(wanted).filter(Entry::isRunning).toList();
		}
		catch (NoSuchFileException ex) {
			return List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A process that was started.
	 *
	 * @param pid its process id
	 * @param stamp what tells it from a later process with the same id
	 * @param name the name it was started under
	 */
	public record Entry(long pid, String stamp, String name) {

		private static Optional<Entry> parse(String line) {
			String[] fields = line.split("\t", 3);
			// A machine that lost power may leave half a line.
			return (fields.length == 3 && fields[0].matches("\\d{1,18}") && !fields[1].isEmpty())
					? Optional.of(new Entry(Long.parseLong(fields[0]), fields[1], fields[2])) : Optional.empty();
		}

		/**
		 * Return whether this very process runs.
		 * @return whether it runs
		 */
		public boolean isRunning() {
			return ProcessStamp.of(this.pid).filter(this.stamp::equals).isPresent();
		}

		private boolean isGuardian() {
			return this.name.equals(GUARDIAN);
		}

		private void terminate() {
			handle().ifPresent(ProcessHandle::destroy);
		}

		private void kill(Duration patience) {
			handle().ifPresent(ProcessHandle::destroyForcibly);
			awaitEnd(patience);
		}

		private Optional<ProcessHandle> handle() {
			return isRunning() ? ProcessHandle.of(this.pid) : Optional.empty();
		}

		private boolean awaitEnd(Duration patience) {
			long deadline = System.nanoTime() + patience.toNanos();
			boolean running = isRunning();
			while (running && System.nanoTime() < deadline) {
				try {
					TimeUnit.MILLISECONDS.sleep(20);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return false;
				}
				running = isRunning();
			}
			return !running;
		}

	}

}
