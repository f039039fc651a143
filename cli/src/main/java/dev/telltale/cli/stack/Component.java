package dev.telltale.cli.stack;

import dev.telltale.cli.traces.ZipkinCommand;

/**
 * A part of a stack that listens on a port of its own.
 *
 * @param program what it runs
 * @param id the name for people, log files and, but for services, the label {@code job}
 * @param port the port on which the field expects it, or 0 for any
 */
public record Component(Program program, String id, int port) {

	/** The service under observation. */
	public static final Component SAMPLE_SERVICE = new Component(Program.SERVICE, "sample-service", 8080);

	/** What the service depends on. */
	public static final Component PAYMENTS = new Component(Program.SERVICE, "payments", 8081);

	/** Scrapes, stores and evaluates. */
	public static final Component PROMETHEUS = new Component(Program.PROMETHEUS, "prometheus", 9090);

	/** Groups, inhibits and routes. */
	public static final Component ALERTMANAGER = new Component(Program.ALERTMANAGER, "alertmanager", 9093);

	/** Tells about the host. */
	public static final Component NODE_EXPORTER = new Component(Program.NODE_EXPORTER, "node-exporter", 9100);

	/** Probes the services from outside. */
	public static final Component BLACKBOX_EXPORTER = new Component(Program.BLACKBOX_EXPORTER, "blackbox-exporter",
			9115);

	/** Receives the notifications. */
	public static final Component RECEIVER = new Component(Program.RECEIVER, "receiver", 9095);

	/** Receives traces, and keeps the newest. */
	public static final Component COLLECTOR = new Component(Program.COLLECTOR, "collector", 4318);

	/** Stores traces, and shows them. */
	public static final Component ZIPKIN = new Component(Program.ZIPKIN, "zipkin", ZipkinCommand.PORT);

	/** Shows dashboards. */
	public static final Component PREVIEW = new Component(Program.PREVIEW, "preview", 3000);

	/** Plays what no machine of ours has. */
	public static final Component STAGE = new Component(Program.STAGE, "stage", 0);

	/**
	 * Return the twin of a component, such as {@code prometheus-2}.
	 * @return the component, on any port
	 */
	public Component twin() {
		return new Component(this.program, this.id + "-2", 0);
	}

}
