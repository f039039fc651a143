package dev.telltale.tools.binaries;

import java.util.List;

/**
 * A program that the stack or its tests run: the names under which distributions ship it,
 * the oldest version whose configuration we write, and the package that contains it.
 */
public enum Tool {

	/** The Prometheus server. */
	PROMETHEUS("prometheus", new Version(2, 42, 0), "prometheus"),

	/** Checks and tests Prometheus rules. */
	PROMTOOL("promtool", new Version(2, 42, 0), "prometheus"),

	/** The Alertmanager. */
	ALERTMANAGER("alertmanager", new Version(0, 25, 0), "prometheus-alertmanager", "prometheus-alertmanager"),

	/** Checks Alertmanager configuration. */
	AMTOOL("amtool", new Version(0, 25, 0), "prometheus-alertmanager"),

	/** Exports the metrics of the host. */
	NODE_EXPORTER("node_exporter", Version.ANY, "prometheus-node-exporter", "prometheus-node-exporter"),

	/** Probes addresses from outside. */
	BLACKBOX_EXPORTER("blackbox_exporter", Version.ANY, "prometheus-blackbox-exporter", "prometheus-blackbox-exporter"),

	/** Formats jsonnet. */
	JSONNETFMT("jsonnetfmt", new Version(0, 17, 0), "jsonnet");

	private final String program;

	private final Version minimum;

	private final String debianPackage;

	private final List<String> commands;

	Tool(String program, Version minimum, String debianPackage, String... otherCommands) {
		this.program = program;
		this.minimum = minimum;
		this.debianPackage = debianPackage;
		this.commands = (otherCommands.length > 0) ? List.of(program, otherCommands[0]) : List.of(program);
	}

	/**
	 * Return the names to look for on the path, the preferred one first.
	 * @return the names of the command
	 */
	public List<String> commands() {
		return this.commands;
	}

	/**
	 * Return the upstream name of the program.
	 * @return the name
	 */
	String program() {
		return this.program;
	}

	/**
	 * Return what stands before the version when the program is asked for it.
	 * @return the beginning of the line
	 */
	String introduction() {
		return (this == JSONNETFMT) ? "Jsonnet reformatter v" : this.program + ", version ";
	}

	Version minimum() {
		return this.minimum;
	}

	String debianPackage() {
		return this.debianPackage;
	}

	/**
	 * Return what is needed, for people.
	 * @return such as {@code prometheus 2.42 or newer}
	 */
	String requirement() {
		return (this.minimum.equals(Version.ANY)) ? this.program
				: "%s %d.%d or newer".formatted(this.program, this.minimum.major(), this.minimum.minor());
	}

}
