package dev.telltale.cli.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;

/**
 * How each component of a stack is started.
 *
 * @param serviceJar the jar of the service
 * @param tools the programs found
 * @param addresses where the components listen
 * @param files their files
 */
record StackCommands(Path serviceJar, Map<Tool, Executable> tools, Addresses addresses, StackFiles files) {

	List<String> of(Component component) {
		String listen = "--web.listen-address=" + this.addresses.hostAndPort(component);
		// Links would name this host, which need not answer on the loopback interface.
		String external = "--web.external-url=" + this.addresses.of(component);
		return switch (component) {
			case SAMPLE_SERVICE -> List.of(java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
					this.serviceJar.toString(), "--server.address=127.0.0.1",
					"--server.port=" + this.addresses.port(component), "--management.tracing.sampling.probability=1.0",
					"--telltale.service.environment=demo");
			case PROMETHEUS -> this.tools.get(Tool.PROMETHEUS)
				.command(listen, external, "--config.file=" + this.files.prometheus(),
						"--storage.tsdb.path=" + this.files.data(component),
						// A budget of thirty days needs thirty days, and a few to look
						// back.
						"--storage.tsdb.retention.time=40d", "--storage.tsdb.retention.size=2GB",
						"--enable-feature=exemplar-storage,extra-scrape-metrics", "--web.enable-lifecycle",
						// A minute in production, for what fired before Alertmanager was
						// found.
						"--rules.alert.resend-delay=4s");
			case ALERTMANAGER -> this.tools.get(Tool.ALERTMANAGER)
				.command(listen, external, "--config.file=" + this.files.alertmanager(),
						"--storage.path=" + this.files.data(component),
						// Alone: else it waits for peers before its first notification.
						"--cluster.listen-address=");
			case NODE_EXPORTER -> this.tools.get(Tool.NODE_EXPORTER).command(listen);
			case BLACKBOX_EXPORTER ->
				this.tools.get(Tool.BLACKBOX_EXPORTER).command(listen, "--config.file=" + this.files.blackbox());
			case RECEIVER -> throw new IllegalArgumentException("The receiver runs in this process");
		};
	}

	/**
	 * Return the version of a component's program.
	 * @param component the component
	 * @return the version, or empty for what is built here
	 */
	String version(Component component) {
		return this.tools.values()
			.stream()
			.filter((tool) -> tool.tool().name().equals(component.name()))
			.map(Executable::version)
			.findFirst()
			.orElse("");
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
