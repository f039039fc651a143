package dev.telltale.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.telltale.cli.stack.Targets.Kind;
import dev.telltale.cli.stack.Targets.Target;
import dev.telltale.mixins.Mixin;
import dev.telltale.preview.AlertmanagerPage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The configuration of a stack: rendered from the mixin, copied from the examples, and
 * completed with the targets' addresses.
 */
final class StackFiles {

	static final String ENVIRONMENT = "demo";

	private static final String TEAM = "shop";

	/** The owner of what belongs to the stack itself. */
	private static final String STACK = "stack";

	private static final YAMLMapper YAML = new YAMLMapper();

	private final Home home;

	private final Path state;

	private final Blueprint blueprint;

	private final Addresses addresses;

	private final Targets targets;

	StackFiles(Home home, Path state, Blueprint blueprint, Addresses addresses) {
		this.home = home;
		this.state = state;
		this.blueprint = blueprint;
		this.addresses = addresses;
		this.targets = new Targets(configuration("prometheus/targets"));
	}

	Path prometheus(Component component) {
		return configuration("prometheus/%s.yml".formatted(component.id()));
	}

	Path alertmanager() {
		return configuration("alertmanager/alertmanager.yml");
	}

	Path blackbox() {
		return configuration("prometheus/blackbox.yml");
	}

	/**
	 * Return where the page of Alertmanager stands.
	 */
	Path alertmanagerPage() {
		return configuration("alertmanager/page");
	}

	Path data(Component component) {
		return this.state.resolve("data").resolve(component.id());
	}

	static Path logs(Path state) {
		return state.resolve("logs");
	}

	Path log(Component component) {
		return logs(this.state).resolve(component.id() + ".log");
	}

	/**
	 * Return where a service writes its lines in JSON.
	 */
	Path lines(Component component) {
		return logs(this.state).resolve(component.id() + ".jsonl");
	}

	private Path configuration(String path) {
		return this.state.resolve("config").resolve(path);
	}

	/**
	 * Write everything.
	 * @throws IOException if a file cannot be written
	 */
	void write() throws IOException {
		this.home.render(overrides()).writeTo(configuration(""));
		this.home.remember(this.state);
		for (Component component : this.blueprint.prometheis()) {
			Files.writeString(prometheus(component), prometheusConfiguration(component));
		}
		Files.writeString(blackbox(), this.home.example("stack/blackbox/blackbox.yml"));
		AlertmanagerPage.extractTo(alertmanagerPage());
		this.targets.write();
		this.targets.put(Kind.ALERTMANAGERS, STACK,
				List.of(new Target(this.blueprint.alertmanagers().stream().map(this.addresses::hostAndPort).toList(),
						Map.of())));
		this.targets.put(Kind.INFRASTRUCTURE, STACK, infrastructure());
		Map<String, String> known = new TreeMap<>();
		this.addresses.all().forEach((id, address) -> known.put(id, address.toString()));
		Files.writeString(this.state.resolve("addresses.json"),
				new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(known));
	}

	/**
	 * Break the configuration of Prometheus or Alertmanager, or write it anew.
	 */
	void misconfigure(Component component, boolean broken) throws IOException {
		boolean prometheus = component.program() == Program.PROMETHEUS;
		Path file = prometheus ? prometheus(component) : alertmanager();
		Path aside = file.resolveSibling(file.getFileName() + ".whole");
		if (broken) {
			Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
			Files.writeString(file, "a_mistake: true\n");
		}
		else {
			Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * Add a rule that is well-formed and fails, or take it away.
	 */
	void breakRules(boolean broken) throws IOException {
		Path file = configuration("prometheus/rules/broken.yaml");
		if (broken) {
			Files.writeString(file, """
					groups:
					  - name: broken
					    rules:
					      # Targets become one series, which is not allowed.
					      - record: broken
					        expr: label_replace(label_replace(up, "job", "", "", ""), "instance", "", "", "")
					""");
		}
		else {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Let Prometheus watch a service.
	 */
	void watch(ServiceInstance service) throws IOException {
		Map<String, String> labels = new TreeMap<>(labels(service));
		labels.put("job", service.job());
		this.targets.put(Kind.SERVICES, service.component().id(),
				List.of(new Target(List.of(this.addresses.hostAndPort(service.component())), labels)));
		this.targets.put(Kind.PROBES, service.component().id(), service.probes().stream().map((path) -> {
			URI address = this.addresses.of(service.component()).resolve(path);
			return probe(service.job(), address, "http_2xx", service.labels());
		}).toList());
	}

	/**
	 * Return the labels of a service's targets beside their job.
	 */
	Map<String, String> labels(ServiceInstance service) {
		Map<String, String> labels = new TreeMap<>(service.labels());
		labels.put("environment", ENVIRONMENT);
		labels.put("tier", "service");
		labels.put("team", TEAM);
		return labels;
	}

	/**
	 * Let Prometheus watch an exposition that the stage plays.
	 */
	void watch(String job, URI exposition, Map<String, String> more) throws IOException {
		Map<String, String> labels = new TreeMap<>(labels(job));
		labels.put("__metrics_path__", exposition.getPath());
		labels.putAll(more);
		this.targets.put(Kind.INFRASTRUCTURE, job, List.of(new Target(List.of(exposition.getAuthority()), labels)));
	}

	/**
	 * Let the blackbox exporter look at an address that nobody vouches for.
	 */
	void probe(String job, URI address, Map<String, String> more) throws IOException {
		this.targets.put(Kind.PROBES, job, List.of(probe(job, address, "http_2xx_untrusted", more)));
	}

	/**
	 * Let Prometheus forget a service, an exposition or an address.
	 */
	void forget(String job) throws IOException {
		this.targets.remove(job);
	}

	int targets() {
		return this.targets.scraped();
	}

	private String prometheusConfiguration(Component component) {
		String example = this.home.example("stack/prometheus/prometheus.yml");
		if (!this.blueprint.pair()) {
			return example;
		}
		// Tells the twins apart; their alerts leave it behind, or each would be told
		// twice.
		ObjectNode configuration = (ObjectNode) YAML.readTree(example);
		configuration.withObject("/global/external_labels").put("replica", component.id());
		ObjectNode relabeling = configuration.withObject("/alerting").putArray("alert_relabel_configs").addObject();
		relabeling.put("action", "labeldrop").put("regex", "replica");
		return YAML.writeValueAsString(configuration);
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
		String preview = "http://" + this.addresses.hostAndPort(Component.PREVIEW);
		overrides.put("grafanaUrl", preview);
		overrides.put("runbookUrlPattern", preview + "/runbooks/%s.md");
		// The preview has no Explore, to which alerts would link for lines and spans.
		overrides.put("dataSources", Map.of("logs", "", "traces", ""));
		return overrides;
	}

	private List<Target> infrastructure() {
		List<Component> watched = new ArrayList<>(this.blueprint.prometheis());
		watched.addAll(this.blueprint.alertmanagers());
		watched.addAll(this.blueprint.exporterComponents());
		watched.add(Component.COLLECTOR);
		return watched.stream().map((component) -> {
			// A job is what a program does, whatever twins it has.
			String job = component.id().replaceFirst("-2$", "");
			return new Target(List.of(this.addresses.hostAndPort(component)), labels(job));
		}).toList();
	}

	private static Map<String, String> labels(String job) {
		return Map.of("job", job, "environment", ENVIRONMENT);
	}

	private Target probe(String job, URI address, String module, Map<String, String> more) {
		Map<String, String> labels = new TreeMap<>(labels(job));
		// The labels of the service behind the address: one fault of it is one page.
		labels.put("team", TEAM);
		labels.put("instance", address.toString());
		labels.put("__param_target", address.toString());
		labels.put("__module", module);
		labels.putAll(more);
		return new Target(List.of(this.addresses.hostAndPort(Component.BLACKBOX_EXPORTER)), labels);
	}

}
