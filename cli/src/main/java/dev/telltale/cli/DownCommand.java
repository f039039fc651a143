package dev.telltale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.tools.files.Folders;
import dev.telltale.tools.process.InUseException;
import dev.telltale.tools.process.InstanceLock;
import dev.telltale.tools.process.ProcessLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Stops what {@code up} and {@code prove} started, also if they crashed half-way.
 */
@Command(name = "down", description = "Stop what 'up' and 'prove' started. Their data stay.")
class DownCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration GRACE = Duration.ofSeconds(5);

	@Option(names = "--wipe", description = "Remove the data, logs and configuration of the stacks too.")
	private boolean wipe;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() throws InterruptedException {
		Home home = Home.locate();
		boolean any = false;
		for (Path state : home.states()) {
			any |= stop(state);
		}
		if (!any) {
			this.console.line("Nothing is up.");
		}
		return 0;
	}

	private boolean stop(Path state) throws InterruptedException {
		if (!Files.isDirectory(state)) {
			return false;
		}
		try {
			OptionalLong holder = InstanceLock.holder(state);
			if (holder.isPresent()) {
				stop(holder.getAsLong());
			}
			return reap(state) || holder.isPresent();
		}
		catch (InUseException ex) {
			throw new CommandException(ex.getMessage());
		}
		catch (IOException ex) {
			throw new CommandException(
					"cannot use %s (%s): call this as the user who started the stack".formatted(state, ex));
		}
	}

	private boolean reap(Path state) throws IOException, InUseException {
		// With the lock, so that no stack starts meanwhile.
		try (InstanceLock lock = InstanceLock.acquire(state)) {
			int reaped = new ProcessLedger(state.resolve("processes")).reap(GRACE).size();
			if (reaped > 0) {
				this.console.done("stopped %d processes that a crash had left".formatted(reaped));
			}
			if (this.wipe) {
				Folders.delete(state);
				this.console.done("removed " + state);
			}
			return reaped > 0;
		}
	}

	private void stop(long pid) throws InterruptedException {
		ProcessHandle handle = ProcessHandle.of(pid)
			.orElseThrow(() -> new CommandException("the stack's process %d is gone: try again".formatted(pid)));
		this.console.progress("stopping the stack of process " + pid);
		handle.destroy();
		try {
			handle.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			throw new CommandException("process %d does not stop within %d s: end it with 'kill -9 %d' and try again"
				.formatted(pid, PATIENCE.toSeconds(), pid));
		}
		this.console.done("stopped the stack");
	}

}
