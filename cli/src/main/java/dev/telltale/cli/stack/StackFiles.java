package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.telltale.mixins.Mixin;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of a stack: rendered from the mixin, copied from the examples, and
 * completed with the targets' addresses.
 */
final class StackFiles {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String ENVIRONMENT = "demo";

	private final Home home;

	private final Path state;

	private final Addresses addresses;

	StackFiles(Home home, Path state, Addresses addresses) {
		this.home = home;
		this.state = state;
		this.addresses = addresses;
	}

	Path prometheus() {
		return configuration("prometheus/prometheus.yml");
	}

	Path alertmanager() {
		return configuration("alertmanager/alertmanager.yml");
	}

	Path blackbox() {
		return configuration("prometheus/blackbox.yml");
	}

	Path data(Component component) {
		return this.state.resolve("data").resolve(component.id());
	}

	private Path configuration(String path) {
		return this.state.resolve("config").resolve(path);
	}

	/**
	 * Write everything.
	 * @return how many targets Prometheus is given
	 * @throws IOException if a file cannot be written
	 */
	int write() throws IOException {
		this.home.mixin().render(overrides()).writeTo(configuration(""));
		Files.writeString(prometheus(), this.home.example("stack/prometheus/prometheus.yml"));
		Files.writeString(blackbox(), this.home.example("stack/blackbox/blackbox.yml"));
		Files.createDirectories(targets(""));
		writeTargets("alertmanagers",
				List.of(Map.of("targets", List.of(this.addresses.hostAndPort(Component.ALERTMANAGER)))));
		List<Object> services = List.of(target(Component.SAMPLE_SERVICE, Map.of("tier", "service", "team", "shop")));
		List<Object> infrastructure = infrastructure();
		List<Object> probes = List.of(probe("/api/users"), probe("/readyz"));
		writeTargets("services", services);
		writeTargets("infrastructure", infrastructure);
		writeTargets("probes", probes);
		return services.size() + infrastructure.size() + probes.size();
	}

	private Map<String, Object> overrides() {
		Map<String, Object> receivers = new TreeMap<>();
		for (String receiver : List.of("critical", "warning", "heartbeat")) {
			URI address = this.addresses.of(Component.RECEIVER).resolve("/notify/" + receiver);
			receivers.put(receiver, Map.of("webhook", Map.of("url", address.toString())));
		}
		Map<String, Object> overrides = new TreeMap<>(Mixin.DEMO);
		overrides.put("pagingEnvironments", List.of(ENVIRONMENT));
		overrides.put("alertmanager", Map.of("receivers", receivers));
		return overrides;
	}

	private List<Object> infrastructure() {
		List<Object> targets = new ArrayList<>();
		for (Component component : List.of(Component.PROMETHEUS, Component.ALERTMANAGER, Component.NODE_EXPORTER,
				Component.BLACKBOX_EXPORTER)) {
			targets.add(target(component, Map.of()));
		}
		return targets;
	}

	private Map<String, Object> target(Component component, Map<String, String> labels) {
		Map<String, String> all = new TreeMap<>(labels);
		all.put("job", component.id());
		all.put("environment", ENVIRONMENT);
		return Map.of("targets", List.of(this.addresses.hostAndPort(component)), "labels", all);
	}

	private Map<String, Object> probe(String path) {
		String target = this.addresses.of(Component.SAMPLE_SERVICE).resolve(path).toString();
		return Map.of("targets", List.of(this.addresses.hostAndPort(Component.BLACKBOX_EXPORTER)), "labels",
				// The labels of the service behind the address: one fault of it is one
				// page.
				Map.of("job", Component.SAMPLE_SERVICE.id(), "team", "shop", "instance", target, "environment",
						ENVIRONMENT, "__param_target", target));
	}

	private void writeTargets(String name, List<?> targets) throws IOException {
		Files.writeString(targets(name + ".json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(targets));
	}

	private Path targets(String file) {
		return configuration("prometheus/targets").resolve(file);
	}

}
