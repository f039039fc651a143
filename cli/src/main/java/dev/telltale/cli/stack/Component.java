package dev.telltale.cli.stack;

import java.net.URI;

/**
 * A part of the stack that listens on a port of its own.
 */
public enum Component {

	/** The service under observation. */
	SAMPLE_SERVICE("sample-service", 8080, "/readyz"),

	/** Scrapes, stores and evaluates. */
	PROMETHEUS("prometheus", 9090, "/-/ready"),

	/** Groups, inhibits and routes. */
	ALERTMANAGER("alertmanager", 9093, "/-/ready"),

	/** Tells about the host. */
	NODE_EXPORTER("node-exporter", 9100, "/metrics"),

	/** Probes the service from outside. */
	BLACKBOX_EXPORTER("blackbox-exporter", 9115, "/-/healthy"),

	/** Receives the notifications. */
	RECEIVER("receiver", 9095, "/healthz");

	private final String id;

	private final int port;

	private final String readyPath;

	Component(String id, int port, String readyPath) {
		this.id = id;
		this.port = port;
		this.readyPath = readyPath;
	}

	/**
	 * Return the name for people, log files and the label {@code job}.
	 * @return the name
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the port on which the field expects it.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Return where it says that it is ready.
	 * @param address its address
	 * @return the address to ask
	 */
	URI ready(URI address) {
		return address.resolve(this.readyPath);
	}

}
