package dev.telltale.tools.binaries;

import java.util.List;

/**
 * A program that the stack or its tests run, with the names under which distributions
 * ship it.
 */
public enum Tool {

	/** The Prometheus server. */
	PROMETHEUS("prometheus"),

	/** Checks and tests Prometheus rules. */
	PROMTOOL("promtool"),

	/** The Alertmanager. */
	ALERTMANAGER("alertmanager", "prometheus-alertmanager"),

	/** Checks Alertmanager configuration. */
	AMTOOL("amtool"),

	/** Exports the metrics of the host. */
	NODE_EXPORTER("node_exporter", "prometheus-node-exporter"),

	/** Probes addresses from outside. */
	BLACKBOX_EXPORTER("blackbox_exporter", "prometheus-blackbox-exporter");

	private final List<String> commands;

	Tool(String... commands) {
		this.commands = List.of(commands);
	}

	/**
	 * Return the names to look for on the path, the preferred one first.
	 * @return the names of the command
	 */
	public List<String> commands() {
		return this.commands;
	}

}
