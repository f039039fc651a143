package dev.telltale.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import dev.telltale.cli.console.Console;
import dev.telltale.cli.stack.Home;
import dev.telltale.tools.process.InstanceLock;
import dev.telltale.tools.process.ProcessLedger;
import dev.telltale.tools.process.ProcessMemory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what runs, where, and how much memory it occupies.
 */
@Command(name = "status", description = "Show what runs, where it listens and how much memory it occupies.")
class StatusCommand implements Callable<Integer> {

	private static final String FORMAT = "  %-22s %8s %9s  %s";

	private static final double MEGABYTE = 1024.0 * 1024.0;

	private final Console console = TelltaleCommand.console();

	@Override
	public Integer call() {
		boolean any = false;
		for (Path state : Home.locate().states()) {
			any |= print(state);
		}
		if (!any) {
			this.console.line("Nothing is up: start the stack with ./telltale up");
		}
		return any ? 0 : 1;
	}

	private boolean print(Path state) {
		List<ProcessLedger.Entry> running = new ProcessLedger(state.resolve("processes")).running();
		if (running.isEmpty()) {
			return false;
		}
		Map<String, URI> addresses = addresses(state);
		this.console.line(this.console.bold(state.getFileName().toString()));
		this.console.line(this.console.dim(FORMAT.formatted("component", "process", "memory", "address")));
		double total = 0;
		OptionalLong holder = holder(state);
		if (holder.isPresent()) {
			total += print("telltale", holder.getAsLong(), addresses.get("receiver"));
		}
		for (ProcessLedger.Entry entry : running) {
			total += print(entry.name(), entry.pid(), addresses.get(entry.name()));
		}
		this.console.line(FORMAT.formatted("all", "", "%.0f MB".formatted(total), ""));
		return true;
	}

	private double print(String name, long pid, @Nullable URI address) {
		double megabytes = ProcessMemory.resident(pid).orElse(0) / MEGABYTE;
		this.console.line(
				FORMAT.formatted(name, pid, "%.0f MB".formatted(megabytes), (address != null) ? address.toString() : "")
					.stripTrailing());
		return megabytes;
	}

	private static OptionalLong holder(Path state) {
		try {
			return InstanceLock.holder(state);
		}
		catch (IOException ex) {
			return OptionalLong.empty();
		}
	}

	private static Map<String, URI> addresses(Path state) {
		Map<String, URI> addresses = new TreeMap<>();
		try {
			JsonNode file = new JsonMapper().readTree(Files.readString(state.resolve("addresses.json")));
			file.properties()
				.forEach((entry) -> addresses.put(entry.getKey(), URI.create(entry.getValue().asString())));
		}
		catch (IOException | JacksonException ex) {
			// The stack is just starting: its processes are shown without.
		}
		return addresses;
	}

}
