package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

import dev.telltale.tools.process.Ports;

/**
 * Where the components of a stack listen. All on the loopback interface.
 */
public final class Addresses {

	private static final String HOST = "127.0.0.1";

	private final Map<Component, Ports.Choice> ports;

	private Addresses(Map<Component, Ports.Choice> ports) {
		this.ports = ports;
	}

	/**
	 * Choose a free port for every component, the usual one where it is free.
	 * @return the addresses
	 * @throws IOException if no port is free
	 */
	static Addresses choose() throws IOException {
		Ports ports = new Ports();
		Map<Component, Ports.Choice> choices = new EnumMap<>(Component.class);
		for (Component component : Component.values()) {
			choices.put(component, ports.prefer(component.port()));
		}
		return new Addresses(choices);
	}

	/**
	 * Return the address of a component.
	 * @param component the component
	 * @return the address, ending in a slash
	 */
	public URI of(Component component) {
		return URI.create("http://" + hostAndPort(component) + "/");
	}

	String hostAndPort(Component component) {
		return HOST + ":" + port(component);
	}

	int port(Component component) {
		return this.ports.get(component).port();
	}

	boolean isMoved(Component component) {
		return this.ports.get(component).moved();
	}

}
