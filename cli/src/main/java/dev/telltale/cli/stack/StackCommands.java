package dev.telltale.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.telltale.cli.traces.ZipkinCommand;
import dev.telltale.tools.binaries.Executable;
import dev.telltale.tools.binaries.Tool;

/**
 * How each component of a stack is started.
 *
 * @param home the project
 * @param tools the programs found
 * @param blueprint what the stack consists of
 * @param addresses where the components listen
 * @param files their files
 */
record StackCommands(Home home, Map<Tool, Executable> tools, Blueprint blueprint, Addresses addresses,
		StackFiles files) {

	private static final String PAGE = "--web.ui-path";

	List<String> of(Component component) {
		String listen = "--web.listen-address=" + this.addresses.hostAndPort(component);
		// Links would name this host, which need not answer on the loopback interface.
		String external = "--web.external-url=" + this.addresses.of(component);
		return switch (component.program()) {
			case PROMETHEUS -> this.tools.get(Tool.PROMETHEUS)
				.command(listen, external, "--config.file=" + this.files.prometheus(component),
						"--storage.tsdb.path=" + this.files.data(component),
						// A budget of thirty days needs thirty days, and a few to look
						// back.
						"--storage.tsdb.retention.time=40d", "--storage.tsdb.retention.size=2GB",
						"--enable-feature=exemplar-storage,extra-scrape-metrics", "--web.enable-lifecycle",
						// A minute in production, for what fired before Alertmanager was
						// found.
						"--rules.alert.resend-delay=4s");
			case ALERTMANAGER -> {
				List<String> arguments = new ArrayList<>(List.of(listen, external,
						"--config.file=" + this.files.alertmanager(), "--storage.path=" + this.files.data(component)));
				arguments.addAll(cluster(component));
				Executable alertmanager = this.tools.get(Tool.ALERTMANAGER);
				// Debian builds it without a page; other builds have their own.
				if (alertmanager.accepts(PAGE)) {
					arguments.add(PAGE + "=" + this.files.alertmanagerPage());
				}
				yield alertmanager.command(arguments.toArray(String[]::new));
			}
			case NODE_EXPORTER -> this.tools.get(Tool.NODE_EXPORTER).command(listen);
			case BLACKBOX_EXPORTER ->
				this.tools.get(Tool.BLACKBOX_EXPORTER).command(listen, "--config.file=" + this.files.blackbox());
			case ZIPKIN -> ZipkinCommand.of(java(), this.home.zipkin(), this.addresses.port(component));
			case SERVICE, RECEIVER, COLLECTOR, PREVIEW, STAGE ->
				throw new IllegalArgumentException(component.id() + " is not one of the programs found");
		};
	}

	List<String> of(ServiceInstance service) {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("spring.application.name", service.job());
		settings.put("server.address", "127.0.0.1");
		settings.put("server.port", Integer.toString(this.addresses.port(service.component())));
		settings.put("logging.file.name", this.files.lines(service.component()).toString());
		settings.put("management.tracing.sampling.probability", "1.0");
		settings.put("telltale.service.environment", StackFiles.ENVIRONMENT);
		settings.put("management.opentelemetry.tracing.export.otlp.endpoint",
				this.addresses.of(Component.COLLECTOR).resolve("/v1/traces").toString());
		settings.put("telltale.faults.enabled", "true");
		if (service.profile() != null) {
			settings.put("spring.profiles.active", service.profile());
		}
		if (service.dependency() != null) {
			settings.put("sample.payments.url", this.addresses.of(service.dependency()).toString());
		}
		settings.putAll(service.settings());
		List<String> command = new ArrayList<>(
				List.of(java().toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
		command.addAll(service.jvm());
		command.addAll(this.home.sampleService().words());
		settings.forEach((key, value) -> command.add("--" + key + "=" + value));
		return command;
	}

	/**
	 * Return the version of a component's program.
	 * @param component the component
	 * @return the version, or empty for what is built here
	 */
	String version(Component component) {
		return this.tools.values()
			.stream()
			.filter((tool) -> tool.tool().name().equals(component.program().name()))
			.map(Executable::version)
			.findFirst()
			.orElse("");
	}

	private List<String> cluster(Component component) {
		if (!this.blueprint.pair()) {
			// Alone: else it waits for peers before its first notification.
			return List.of("--cluster.listen-address=");
		}
		List<String> arguments = new ArrayList<>();
		for (Component alertmanager : this.blueprint.alertmanagers()) {
			String address = this.addresses.hostAndPort(gossip(alertmanager));
			arguments.add(alertmanager.equals(component) ? "--cluster.listen-address=" + address
					: "--cluster.peer=" + address);
		}
		// How long the second waits for the first to have told; 15 s in production.
		arguments.add("--cluster.peer-timeout=4s");
		arguments.add("--cluster.pushpull-interval=5s");
		return arguments;
	}

	/**
	 * Return what stands for the port on which an Alertmanager meets its peers.
	 */
	static Component gossip(Component alertmanager) {
		return new Component(alertmanager.program(), alertmanager.id() + "-gossip", 0);
	}

	static Path java() {
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

}
