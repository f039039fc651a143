package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import dev.telltale.tools.process.InstanceLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stack that {@code up} runs in another process: where its components listen, as that
 * process wrote it down.
 *
 * @param addresses the addresses by component, such as {@code sample-service}
 */
public record RunningStack(Map<String, URI> addresses) {

	private static final String FILE = "addresses.json";

	/**
	 * Create a running stack.
	 * @param addresses the addresses by component
	 */
	public RunningStack {
		addresses = Map.copyOf(addresses);
	}

	/**
	 * Return the stack that is up.
	 * @param home the project
	 * @return the stack
	 * @throws StackException if none is up, or it has not started yet
	 */
	public static RunningStack of(Home home) {
		Path state = home.state("up");
		OptionalLong holder = holder(state);
		if (holder.isEmpty()) {
			throw new StackException("no stack is up: start it with ./telltale up, in another terminal");
		}
		Path file = state.resolve(FILE);
		try {
			return new RunningStack(addresses(new JsonMapper().readTree(Files.readString(file))));
		}
		catch (IOException ex) {
			throw new StackException(
					"the stack of process %d is still starting: try again once it has printed its addresses"
						.formatted(holder.getAsLong()));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new StackException(
					"%s is no list of addresses: stop the stack with ./telltale down and start it again"
						.formatted(file));
		}
	}

	/**
	 * Return where a component listens.
	 * @param component the component, such as {@code prometheus}
	 * @return the address, ending in a slash
	 * @throws StackException if the stack has no such component
	 */
	public URI address(String component) {
		URI address = this.addresses.get(component);
		if (address == null) {
			throw new StackException("the stack has no '%s': it has %s".formatted(component,
					String.join(", ", new TreeMap<>(this.addresses).keySet())));
		}
		return address;
	}

	private static OptionalLong holder(Path state) {
		try {
			return InstanceLock.holder(state);
		}
		catch (IOException ex) {
			throw new StackException(
					"cannot use %s (%s): call this as the user who started the stack".formatted(state, ex));
		}
	}

	private static Map<String, URI> addresses(JsonNode document) {
		Map<String, URI> addresses = new TreeMap<>();
		for (Map.Entry<String, JsonNode> entry : document.properties()) {
			URI address = URI.create(entry.getValue().stringValue(""));
			if (address.getHost() == null) {
				throw new IllegalArgumentException("No address: " + address);
			}
			addresses.put(entry.getKey(), address);
		}
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("No addresses");
		}
		return addresses;
	}

}
