package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.receiver.NotificationReceiver;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.files.Folders;
import dev.telltale.tools.process.InUseException;
import dev.telltale.tools.process.InstanceLock;
import dev.telltale.tools.process.NotReadyException;
import dev.telltale.tools.process.OwnedProcess;
import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.process.ProcessSpec;
import dev.telltale.tools.process.Readiness;
import dev.telltale.tools.process.Supervisor;
import org.jspecify.annotations.Nullable;

/**
 * The stack on this machine: the sample service, Prometheus, Alertmanager, exporters and
 * the notification receiver, all of one owner and on the loopback interface. Closing it
 * stops all of it, and nothing else. Thread-safe.
 */
public final class Stack implements AutoCloseable {

	private static final Duration READY_WITHIN = Duration.ofSeconds(60);

	private final Console console;

	private final Home home;

	private final Path state;

	private final InstanceLock lock;

	private final CompletableFuture<String> death = new CompletableFuture<>();

	private @Nullable Addresses addresses;

	private @Nullable Supervisor supervisor;

	private @Nullable NotificationReceiver receiver;

	private int targets;

	private boolean closed;

	private Stack(Console console, Home home, Path state, InstanceLock lock) {
		this.console = console;
		this.home = home;
		this.state = state;
		this.lock = lock;
	}

	/**
	 * Claim a folder for a stack. Nothing runs yet.
	 * @param console where to tell about the progress
	 * @param home the project
	 * @param state the folder for what the stack writes
	 * @return the stack, to be closed in any case
	 * @throws StackException if another process uses the folder
	 */
	public static Stack claim(Console console, Home home, Path state) {
		try {
			return new Stack(console, home, state, InstanceLock.acquire(state));
		}
		catch (InUseException ex) {
			String holder = ex.holder().isPresent() ? "process " + ex.holder().getAsLong() : "another process";
			throw new StackException("%s runs a stack in %s already: stop it with Ctrl-C there, or with ./telltale down"
				.formatted(holder, state));
		}
		catch (IOException ex) {
			throw new StackException("cannot use the folder %s: %s".formatted(state, ex.getMessage()));
		}
	}

	/**
	 * Start everything and wait until all of it is ready. What an earlier stack in the
	 * same folder left running is stopped first.
	 * @throws StackException if a component does not start
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void start() throws InterruptedException {
		try {
			forgetNotifications();
			Path serviceJar = this.home.sampleService();
			Map<Tool, Executable> tools = tools();
			// Ends what a crash left, and so frees its ports.
			Supervisor supervisor = supervise();
			Addresses addresses = Addresses.choose();
			StackFiles files = new StackFiles(this.home, this.state, addresses);
			int targets = files.write();
			receive(addresses, targets);
			report(Component.RECEIVER, addresses, "");
			StackCommands commands = new StackCommands(serviceJar, tools, addresses, files);
			EnumSet<Component> first = EnumSet.complementOf(EnumSet.of(Component.PROMETHEUS, Component.RECEIVER));
			Map<Component, OwnedProcess> processes = new EnumMap<>(Component.class);
			for (Component component : first) {
				processes.put(component, start(component, supervisor, commands));
			}
			for (Component component : first) {
				awaitReady(component, processes.get(component), commands);
			}
			// Last, or its first scrapes would find everything down.
			awaitReady(Component.PROMETHEUS, start(Component.PROMETHEUS, supervisor, commands), commands);
		}
		catch (NotReadyException ex) {
			throw new StackException(ex.getMessage());
		}
		catch (IOException ex) {
			throw new StackException("the stack does not start: " + ex.getMessage());
		}
	}

	/**
	 * Remove the data and notifications of an earlier stack in the same folder.
	 */
	public void forget() {
		try {
			Folders.delete(this.state.resolve("data"));
			Files.deleteIfExists(this.state.resolve("notifications.jsonl"));
		}
		catch (IOException ex) {
			throw new StackException(
					"cannot remove what an earlier run left in %s: %s".formatted(this.state, ex.getMessage()));
		}
	}

	private Map<Tool, Executable> tools() {
		Toolbox toolbox = Toolbox.standard(this.console::note);
		Map<Tool, Executable> tools = new EnumMap<>(Tool.class);
		for (Tool tool : List.of(Tool.PROMETHEUS, Tool.ALERTMANAGER, Tool.NODE_EXPORTER, Tool.BLACKBOX_EXPORTER)) {
			this.console.progress("looking for " + tool.commands().get(0));
			tools.put(tool, toolbox.require(tool));
		}
		return tools;
	}

	private synchronized Supervisor supervise() throws IOException {
		requireOpen();
		Supervisor supervisor = Supervisor.create(new ProcessLedger(this.state.resolve("processes")), this::died);
		this.supervisor = supervisor;
		return supervisor;
	}

	private synchronized void receive(Addresses addresses, int targets) throws IOException {
		requireOpen();
		this.addresses = addresses;
		this.targets = targets;
		ReceiverLog.writeTo(logs().resolve(Component.RECEIVER.id() + ".log"));
		this.receiver = NotificationReceiver.start(
				new InetSocketAddress("127.0.0.1", addresses.port(Component.RECEIVER)),
				this.state.resolve("notifications.jsonl"), addresses.of(Component.ALERTMANAGER));
	}

	private OwnedProcess start(Component component, Supervisor supervisor, StackCommands commands) throws IOException {
		Path log = logs().resolve(component.id() + ".log");
		return supervisor.start(new ProcessSpec(component.id(), commands.of(component), log));
	}

	private void awaitReady(Component component, OwnedProcess process, StackCommands commands)
			throws NotReadyException, InterruptedException {
		Readiness readiness = new Readiness((waited) -> this.console
			.progress("waiting for %s (%d s)".formatted(component.id(), waited.toSeconds())));
		URI address = addresses().of(component);
		readiness.await(process, component.ready(address), READY_WITHIN);
		report(component, addresses(), commands.version(component));
	}

	private void report(Component component, Addresses addresses, String version) {
		String moved = addresses.isMoved(component) ? ", for port %d is taken".formatted(component.port()) : "";
		String name = (component.id() + " " + version).strip();
		this.console.done("%-26s %s%s".formatted(name, addresses.of(component), moved));
	}

	/**
	 * Let Alertmanager forget whom it told: what an earlier stack left firing would be
	 * taken for told already, and nobody would hear of it again. Silences stay.
	 */
	private void forgetNotifications() throws IOException {
		Files.deleteIfExists(this.state.resolve("data/alertmanager/nflog"));
	}

	private void died(OwnedProcess process, int exitValue) {
		String reason = process.lastWords().map((words) -> ": " + words).orElse("");
		this.death.complete("%s ended by itself with exit code %d%s (its log is %s)".formatted(process.name(),
				exitValue, reason, process.logFile()));
	}

	/**
	 * Return the addresses.
	 * @return the addresses
	 */
	public synchronized Addresses addresses() {
		if (this.addresses == null) {
			throw new IllegalStateException("The stack was not started");
		}
		return this.addresses;
	}

	/**
	 * Return the receiver of the notifications.
	 * @return the receiver
	 */
	public synchronized NotificationReceiver receiver() {
		if (this.receiver == null) {
			throw new IllegalStateException("The stack was not started");
		}
		return this.receiver;
	}

	/**
	 * Return what completes, with the reason, when a component ends by itself.
	 * @return the end
	 */
	public CompletableFuture<String> death() {
		return this.death;
	}

	/**
	 * Return the folder of the components' logs.
	 * @return the folder
	 */
	public Path logs() {
		return this.state.resolve("logs");
	}

	/**
	 * Return how many targets Prometheus was given.
	 * @return the count
	 */
	public synchronized int targets() {
		return this.targets;
	}

	private void requireOpen() {
		if (this.closed) {
			throw new StackException("the stack was stopped while it started");
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Stop everything that was started.
	 * @return whether there was anything to stop
	 */
	public synchronized boolean stop() {
		if (this.closed) {
			return false;
		}
		this.closed = true;
		boolean started = this.supervisor != null;
		if (this.supervisor != null) {
			this.supervisor.close();
		}
		if (this.receiver != null) {
			this.receiver.close();
		}
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			// The lock ends with this process in any case.
		}
		return started;
	}

}
