package dev.telltale.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes and sees to it that none outlives this one: {@link #close} stops them
 * in the reverse order of their start, and a guardian process does so in our place should
 * we be killed. Every process stands in a {@link ProcessLedger} before it runs.
 * <p>
 * Thread-safe. Closing is idempotent and may happen in a shutdown hook; whoever closes
 * second waits for the first.
 */
public final class Supervisor implements AutoCloseable {

	private static final Duration GRACE = Duration.ofSeconds(5);

	/**
	 * A Ctrl-C reaches our processes as well as us. Within this time we learn that we are
	 * closing and that their ends are expected.
	 */
	private static final Duration CLOSING_SHOWS_WITHIN = Duration.ofMillis(250);

	private final ProcessLedger ledger;

	private final ExitListener listener;

	private final Guardian guardian;

	private final Deque<OwnedProcess> processes = new ArrayDeque<>();

	private volatile boolean closing;

	private Supervisor(ProcessLedger ledger, ExitListener listener, Guardian guardian) {
		this.ledger = ledger;
		this.listener = listener;
		this.guardian = guardian;
	}

	/**
	 * Create a supervisor. Processes that an earlier one left in the ledger are ended
	 * first.
	 * @param ledger the ledger, used by no other live supervisor
	 * @param listener hears of unexpected exits
	 * @return the supervisor
	 * @throws IOException if the ledger's folder cannot be written or the guardian does
	 * not start
	 */
	public static Supervisor create(ProcessLedger ledger, ExitListener listener) throws IOException {
		Files.createDirectories(ledger.file().getParent());
		ledger.reap(GRACE);
		return new Supervisor(ledger, listener, Guardian.start(ledger, GRACE));
	}

	/**
	 * Start a process.
	 * @param spec what to start
	 * @return the process, which may end at any time
	 * @throws IOException if the program cannot be started or the log file not be written
	 * @throws IllegalStateException if this supervisor is closed
	 */
	public synchronized OwnedProcess start(ProcessSpec spec) throws IOException {
		if (this.closing) {
			throw new IllegalStateException("The supervisor is closed");
		}
		Path program = Path.of(spec.command().get(0));
		if (program.getNameCount() > 1 && !Files.isExecutable(program)) {
			throw new IOException(spec.name() + " cannot be started: " + program + " is not an executable file");
		}
		Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
		List<String> arguments = new ArrayList<>(
				List.of(this.ledger.file().toString(), Long.toString(ProcessHandle.current().pid()), spec.name()));
		arguments.addAll(spec.command());
		ProcessBuilder builder = new ProcessBuilder(Scripts.LAUNCH.command(arguments)).redirectErrorStream(true)
			.redirectInput(Path.of("/dev/null").toFile())
			.redirectOutput(spec.logFile().toFile());
		builder.environment().putAll(spec.environment());
		if (spec.directory() != null) {
			builder.directory(spec.directory().toFile());
		}
		OwnedProcess process = new OwnedProcess(spec.name(), builder.start(), spec.logFile().toAbsolutePath());
		this.processes.push(process);
		Thread watch = new Thread(() -> watch(process), "watch-" + spec.name());
		watch.setDaemon(true);
		watch.start();
		return process;
	}

	/**
	 * Return the processes that run, in the order of their start.
	 * @return the processes
	 */
	public synchronized List<OwnedProcess> running() {
		List<OwnedProcess> running = new ArrayList<>();
		this.processes.descendingIterator().forEachRemaining(running::add);
		running.removeIf((process) -> !process.isAlive());
		return running;
	}

	/**
	 * Stop one process without the listener hearing of it.
	 * @param process a process of this supervisor
	 */
	public void stop(OwnedProcess process) {
		synchronized (this) {
			this.processes.remove(process);
		}
		process.stop(GRACE);
	}

	@Override
	public void close() {
		this.closing = true;
		synchronized (this) {
			while (!this.processes.isEmpty()) {
				this.processes.pop().stop(GRACE);
			}
			this.guardian.close();
		}
	}

	long guardianPid() {
		return this.guardian.pid();
	}

	private void watch(OwnedProcess process) {
		try {
			int exitValue = process.await();
			TimeUnit.MILLISECONDS.sleep(CLOSING_SHOWS_WITHIN.toMillis());
			if (!this.closing && isOurs(process)) {
				this.listener.exited(process, exitValue);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized boolean isOurs(OwnedProcess process) {
		return this.processes.contains(process);
	}

}
