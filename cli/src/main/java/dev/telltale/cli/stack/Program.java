package dev.telltale.cli.stack;

import java.net.URI;

/**
 * What a component of a stack runs.
 */
public enum Program {

	/** A service under observation. */
	SERVICE("/readyz", false),

	/** Scrapes, stores and evaluates. */
	PROMETHEUS("/-/ready", false),

	/** Groups, inhibits and routes. */
	ALERTMANAGER("/-/ready", false),

	/** Tells about the host. */
	NODE_EXPORTER("/metrics", false),

	/** Probes services from outside. */
	BLACKBOX_EXPORTER("/-/healthy", false),

	/** Receives the notifications. */
	RECEIVER("/healthz", true),

	/** Receives traces, and keeps the newest. */
	COLLECTOR("/healthz", true),

	/** Stores traces, and shows them. */
	ZIPKIN("/health", false),

	/** Shows dashboards. */
	PREVIEW("/", true),

	/**
	 * Plays what no machine of ours has: a full disk, a certificate that is about to
	 * expire.
	 */
	STAGE("/healthz", true);

	private final String readyPath;

	private final boolean inProcess;

	Program(String readyPath, boolean inProcess) {
		this.readyPath = readyPath;
		this.inProcess = inProcess;
	}

	/**
	 * Return whether it runs in this process.
	 */
	boolean isInProcess() {
		return this.inProcess;
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
