package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.telltale.tools.process.Ports;

/**
 * Where the components of a stack listen. All on the loopback interface. Thread-safe.
 */
public final class Addresses {

	private static final String HOST = "127.0.0.1";

	/**
	 * Of this whole process: no two stacks of it are given the same port.
	 */
	private static final Ports PORTS = new Ports();

	private final Map<Component, Ports.Choice> ports = new ConcurrentHashMap<>();

	private final boolean usual;

	/**
	 * Create addresses.
	 * @param usual whether a component gets its usual port where that is free
	 */
	Addresses(boolean usual) {
		this.usual = usual;
	}

	/**
	 * Choose a free port for a component, unless it has one.
	 * @param component the component
	 * @throws IOException if no port is free
	 */
	void assign(Component component) throws IOException {
		if (!this.ports.containsKey(component)) {
			this.ports.put(component, (this.usual && component.port() != 0) ? PORTS.prefer(component.port()) : any());
		}
	}

	private static Ports.Choice any() throws IOException {
		int port = PORTS.free();
		return new Ports.Choice(port, port);
	}

	/**
	 * Return the address of a component.
	 * @param component the component
	 * @return the address, ending in a slash
	 * @throws IllegalArgumentException if the stack has no such component
	 */
	public URI of(Component component) {
		return URI.create("http://" + hostAndPort(component) + "/");
	}

	/**
	 * Return the addresses of all components.
	 * @return the addresses by the names of the components
	 */
	public Map<String, URI> all() {
		Map<String, URI> all = new TreeMap<>();
		this.ports.keySet().forEach((component) -> all.put(component.id(), of(component)));
		return all;
	}

	String hostAndPort(Component component) {
		return HOST + ":" + port(component);
	}

	int port(Component component) {
		return choice(component).port();
	}

	boolean isMoved(Component component) {
		return choice(component).moved();
	}

	private Ports.Choice choice(Component component) {
		Ports.Choice choice = this.ports.get(component);
		if (choice == null) {
			throw new IllegalArgumentException("This stack has no " + component.id());
		}
		return choice;
	}

}
