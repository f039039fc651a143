package dev.telltale.cli.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.cli.compose.StackFolder.LaidOut;
import dev.telltale.mixins.Mixin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether the parts of the stack fit together: everything that one side names exists on
 * the other.
 */
final class StackCheck {

	private static final JsonMapper JSON = new JsonMapper();

	// Where each container listens.
	private static final Map<String, Set<Integer>> LISTENS = Map.ofEntries(Map.entry("sample-service", Set.of(8080)),
			Map.entry("payments", Set.of(8081)), Map.entry("prometheus", Set.of(9090)),
			Map.entry("alertmanager", Set.of(9093)), Map.entry("receiver", Set.of(9095)),
			Map.entry("blackbox-exporter", Set.of(9115)), Map.entry("grafana", Set.of(3000)),
			Map.entry("loki", Set.of(3100)), Map.entry("tempo", Set.of(3200, 4318)),
			Map.entry("alloy", Set.of(4318, 12345)), Map.entry("node-exporter", Set.of(9100)),
			Map.entry("cadvisor", Set.of(8080)));

	// What the machine brings.
	private static final Set<String> OF_THE_HOST = Set.of("/", "/sys", "/var/run", "/var/lib/docker/",
			"/var/run/docker.sock");

	// The programs that images surely have.
	private static final Map<String, String> PROBES = Map.of("prom/prometheus", "promtool", "prom/alertmanager",
			"amtool", "telltale/command", "wget", "telltale/sample-service", "wget");

	private static final Pattern IMAGE = Pattern.compile("(?<name>[a-z0-9./-]+):(?<tag>v?\\d+\\.\\d+\\.\\d+)");

	private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(?<host>\\d+):(?<container>\\d+)");

	private static final Pattern URL = Pattern.compile("https?://(?<host>[a-z0-9.-]+)(:(?<port>\\d+))?");

	private static final Pattern PATH = Pattern.compile("(?<root>/etc/telltale|/run/telltale|/stack)(/[\\w./-]+)?");

	// What Tempo 3 reads; ingester, compactor and metrics_generator_client are gone.
	private static final Set<String> TEMPO = Set.of("server", "distributor", "storage", "backend_worker",
			"usage_report");

	private static final Set<String> LOKI = Set.of("auth_enabled", "server", "common", "schema_config", "limits_config",
			"compactor", "analytics");

	private static final JsonNode MIXIN = Mixin.bundled()
		.evaluate("{ logs: mixin.contract.logs, dataSources: mixin._config.dataSources }", Map.of());

	private final Path folder;

	private final ComposeFile compose;

	private final LaidOut laidOut;

	private final List<String> problems = new ArrayList<>();

	private StackCheck(Path folder, ComposeFile compose, LaidOut laidOut) {
		this.folder = folder;
		this.compose = compose;
		this.laidOut = laidOut;
	}

	/**
	 * Return what does not fit.
	 * @param stack the folder of the stack
	 * @param laidOut what setup.sh made of it
	 */
	static List<String> problems(StackFolder stack, LaidOut laidOut) {
		return problems(stack, ComposeFile.read(stack.folder().resolve("compose.yaml")), laidOut);
	}

	static List<String> problems(StackFolder stack, ComposeFile compose, LaidOut laidOut) {
		StackCheck check = new StackCheck(stack.folder(), compose, laidOut);
		check.problems.addAll(compose.problems());
		check.checkServices();
		check.checkVolumes();
		check.checkAddresses();
		check.checkTargets();
		check.checkDataSources();
		check.checkLogs();
		check.checkStores();
		check.checkGrafana();
		return check.problems;
	}

	private void require(boolean condition, String problem) {
		if (!condition) {
			this.problems.add(problem);
		}
	}

	private void checkServices() {
		Set<String> published = new HashSet<>();
		this.compose.services().forEach((name, value) -> {
			Map<String, Object> service = ComposeFile.map(value);
			Matcher image = IMAGE.matcher(String.valueOf(service.get("image")));
			require(image.matches(), name + " has an image without the tag of a release: " + service.get("image"));
			require(String.valueOf(service.get("mem_limit")).matches("\\d+m"), name + " has no limit of memory");
			Set<String> profiles = Set.copyOf(ComposeFile.texts(service.get("profiles")));
			require(!profiles.isEmpty() && Set.of("light", "full").containsAll(profiles),
					name + " is in no profile that exists");
			for (String port : ComposeFile.texts(service.get("ports"))) {
				Matcher matcher = PORT.matcher(port);
				if (!matcher.matches()) {
					this.problems.add(name + " publishes " + port + " beyond the loopback interface");
					continue;
				}
				require(published.add(matcher.group("host")), "port " + matcher.group("host") + " is published twice");
				require(LISTENS.getOrDefault(name, Set.of()).contains(Integer.valueOf(matcher.group("container"))),
						name + " does not listen on " + matcher.group("container"));
			}
			ComposeFile.map(service.get("depends_on")).forEach((other, settings) -> {
				boolean required = !Boolean.FALSE.equals(ComposeFile.map(settings).get("required"));
				Set<String> there = Set.copyOf(ComposeFile.texts(this.compose.service(other).get("profiles")));
				require(!required || there.containsAll(profiles), name + " needs " + other + " in every profile");
				boolean healthy = "service_healthy".equals(ComposeFile.map(settings).get("condition"));
				require(!healthy || this.compose.service(other).containsKey("healthcheck"),
						name + " waits for the health of " + other + ", which has no check");
			});
			List<String> test = ComposeFile.texts(ComposeFile.map(service.get("healthcheck")).get("test"));
			if (!test.isEmpty() && image.matches()) {
				require(test.get(0).equals("CMD") && test.get(1).equals(PROBES.get(image.group("name"))),
						name + " is checked by a program that its image may lack: " + test);
			}
			boolean ours = String.valueOf(service.get("image")).startsWith("telltale/");
			require(!ours || Set.of("build", "never").contains(String.valueOf(service.get("pull_policy"))),
					name + " could be pulled from strangers");
		});
	}

	private void checkVolumes() {
		Set<String> declared = ComposeFile.map(this.compose.document().get("volumes")).keySet();
		Set<String> used = new TreeSet<>();
		this.compose.services().forEach((name, value) -> {
			Map<String, Object> service = ComposeFile.map(value);
			Map<String, String> mounts = new LinkedHashMap<>();
			for (String volume : ComposeFile.texts(service.get("volumes"))) {
				String[] parts = volume.split(":");
				mounts.put(parts[1], parts[0]);
				if (parts[0].startsWith(".")) {
					require(Files.exists(this.folder.resolve(parts[0])),
							name + " mounts " + parts[0] + ", which is missing");
				}
				else if (parts[0].startsWith("/")) {
					require(OF_THE_HOST.contains(parts[0]), name + " mounts " + parts[0] + " of the host");
				}
				else {
					used.add(parts[0]);
					require(declared.contains(parts[0]),
							name + " mounts the volume " + parts[0] + ", which is not declared");
				}
			}
			for (String text : words(service)) {
				PATH.matcher(text).results().forEach((path) -> {
					require(mounts.containsKey(path.group(1)), name + " names " + path.group() + " without a mount");
					require(exists(path), name + " names " + path.group() + ", which nobody makes");
				});
			}
			for (String secret : ComposeFile.texts(service.get("secrets"))) {
				require(ComposeFile.map(this.compose.document().get("secrets")).containsKey(secret),
						name + " reads the secret " + secret + ", which is not declared");
			}
		});
		require(used.equals(new TreeSet<>(declared)), "volumes are declared that nobody mounts: " + declared);
		Map<String, Object> build = ComposeFile.map(this.compose.service("setup").get("build"));
		Path root = this.folder.equals(StackFolder.ORIGINAL) ? StackFolder.ORIGINAL.resolve("../..") : null;
		require(root == null || Files.exists(root.resolve(String.valueOf(build.get("dockerfile")))),
				"there is no " + build.get("dockerfile"));
		for (String target : List.of("setup", "sample-service")) {
			String stage = String.valueOf(ComposeFile.map(this.compose.service(target).get("build")).get("target"));
			require(StackFolder.read(this.folder.resolve("Dockerfile")).contains(" AS " + stage + "\n"),
					"the Dockerfile has no stage " + stage);
		}
	}

	// Everything in which a path or an address may stand.
	private static List<String> words(Map<String, Object> service) {
		List<String> words = new ArrayList<>();
		for (String key : List.of("command", "entrypoint")) {
			words.addAll(ComposeFile.texts(service.get(key)));
		}
		words.addAll(ComposeFile.texts(ComposeFile.map(service.get("healthcheck")).get("test")));
		ComposeFile.map(service.get("environment")).values().forEach((value) -> words.add(String.valueOf(value)));
		return words;
	}

	private boolean exists(MatchResult path) {
		Path root = switch (path.group(1)) {
			case "/etc/telltale" -> this.laidOut.config();
			case "/run/telltale" -> this.laidOut.secrets();
			default -> this.folder;
		};
		return Files.exists(root.resolve("." + ((path.group(2) != null) ? path.group(2) : "/")));
	}

	private void checkAddresses() {
		Map<String, String> texts = new TreeMap<>();
		this.compose.services()
			.forEach((name, service) -> texts.put(name, String.join("\n", words(ComposeFile.map(service)))));
		for (String file : List.of("alertmanager/alertmanager.yml", "alloy/config.alloy", "sample/application.yaml",
				"grafana/home/home.json")) {
			if (Files.exists(this.laidOut.config().resolve(file))) {
				texts.put(file, this.laidOut.config(file));
			}
			else {
				this.problems.add("nobody makes " + file);
			}
		}
		this.laidOut.files("grafana/datasources", ".yaml")
			.forEach((file) -> texts.put(file.getFileName().toString(), StackFolder.read(file)));
		texts.forEach((where, text) -> URL.matcher(text).results().forEach((url) -> checkAddress(where, url)));
	}

	private void checkAddress(String where, MatchResult url) {
		String host = url.group(1);
		int port = (url.group(3) != null) ? Integer.parseInt(url.group(3)) : 80;
		if (host.equals("localhost") || host.equals("127.0.0.1")) {
			// In its own container, or in the browser of a reader.
			boolean own = LISTENS.getOrDefault(where, Set.of()).contains(port);
			require(own || isPublished(port), "%s names %s, which nobody publishes".formatted(where, url.group()));
		}
		else if (this.compose.services().containsKey(host)) {
			require(LISTENS.getOrDefault(host, Set.of()).contains(port),
					"%s names %s, but %s does not listen there".formatted(where, url.group(), host));
		}
		else {
			this.problems.add("%s names %s, which is no service".formatted(where, url.group()));
		}
	}

	private boolean isPublished(int port) {
		return this.compose.services()
			.values()
			.stream()
			.flatMap((service) -> ComposeFile.texts(ComposeFile.map(service).get("ports")).stream())
			.anyMatch((published) -> published.startsWith("127.0.0.1:" + port + ":"));
	}

	private void checkTargets() {
		Set<String> targets = new TreeSet<>();
		for (Path file : this.laidOut.files("prometheus/targets", ".json")) {
			for (JsonNode group : JSON.readTree(StackFolder.read(file))) {
				group.path("targets").forEach((target) -> {
					String[] parts = target.asString().split(":");
					targets.add(parts[0]);
					require(LISTENS.getOrDefault(parts[0], Set.of()).contains(Integer.valueOf(parts[1]))
							&& this.compose.services().containsKey(parts[0]),
							file.getFileName() + " names " + target.asString() + ", where no service listens");
				});
				String probed = group.at("/labels/__param_target").asString("");
				URL.matcher(probed).results().forEach((url) -> checkAddress(file.getFileName().toString(), url));
			}
			require(matchesPattern(file), "Prometheus reads no file " + file.getFileName());
		}
		for (String service : LISTENS.keySet()) {
			require(targets.contains(service) || service.equals("receiver"), "nobody scrapes " + service);
		}
	}

	private boolean matchesPattern(Path file) {
		String name = "targets/" + file.getFileName();
		return Pattern.compile("files: \\[\"?([^\"\\]]+)\"?]")
			.matcher(this.laidOut.config("prometheus/prometheus.yml"))
			.results()
			.anyMatch((pattern) -> name.matches(pattern.group(1).replace(".", "\\.").replace("*", ".*")));
	}

	private Map<String, Map<String, Object>> dataSources() {
		Map<String, Map<String, Object>> sources = new TreeMap<>();
		for (Path file : this.laidOut.files("grafana/datasources", ".yaml")) {
			Object list = ComposeFile.map(ComposeFile.yaml(StackFolder.read(file))).get("datasources");
			for (Object source : (List<?>) list) {
				sources.put(String.valueOf(ComposeFile.map(source).get("uid")), ComposeFile.map(source));
			}
		}
		return sources;
	}

	private void checkDataSources() {
		Map<String, Map<String, Object>> sources = dataSources();
		MIXIN.path("dataSources")
			.forEach((uid) -> require(sources.containsKey(uid.asString()),
					"alerts link to the data source " + uid.asString() + ", which is not provisioned"));
		Set<String> types = sources.values()
			.stream()
			.map((source) -> String.valueOf(source.get("type")))
			.collect(Collectors.toSet());
		for (Path file : this.laidOut.files("grafana/datasources", ".yaml")) {
			String text = StackFolder.read(file);
			Pattern.compile("(?:datasourceUid|alertmanagerUid|targetUID): *(\\S+)")
				.matcher(text)
				.results()
				.forEach((uid) -> require(sources.containsKey(uid.group(1)), file.getFileName()
						+ " links to the data source " + uid.group(1) + ", which is not provisioned"));
			String rest = text.replace("$$", "").replaceAll("\\$__(file|env)\\{", "");
			require(!rest.contains("$"), file.getFileName() + " has a dollar sign that Grafana takes for a variable");
		}
		for (Path file : Stream
			.concat(this.laidOut.files("dashboards", ".json").stream(),
					this.laidOut.files("grafana/home", ".json").stream())
			.toList()) {
			JsonNode dashboard = JSON.readTree(StackFolder.read(file));
			for (JsonNode uid : dashboard.findValues("uid")) {
				// Elsewhere it is the name of a column.
				String text = uid.isString() ? uid.asString() : "${}";
				require(text.startsWith("${") || text.startsWith("telltale-") || sources.containsKey(text),
						file.getFileName() + " reads the data source " + text + ", which is not provisioned");
			}
			for (JsonNode variable : dashboard.at("/templating/list")) {
				require(!"datasource".equals(variable.path("type").asString())
						|| types.contains(variable.path("query").asString()),
						file.getFileName() + " wants a data source of type " + variable.path("query"));
			}
			for (JsonNode panel : dashboard.path("panels")) {
				String name = panel.at("/options/datasource").asString("");
				require(name.isEmpty()
						|| sources.values().stream().anyMatch((source) -> name.equals(source.get("name"))),
						file.getFileName() + " lists the alerts of " + name + ", which is not provisioned");
			}
		}
	}

	private void checkLogs() {
		if (!Files.exists(this.laidOut.config().resolve("alloy/config.alloy"))) {
			return;
		}
		String alloy = this.laidOut.config("alloy/config.alloy").replaceAll("(?m)^\\s*//.*$", "");
		Set<String> labels = texts(MIXIN.at("/logs/labels"));
		Set<String> fields = texts(MIXIN.at("/logs/fields"));
		Map<String, String> extracted = assignments(block(alloy, "stage.json"));
		extracted.values()
			.stream()
			.map((field) -> field.replace("\\\"", ""))
			.forEach((field) -> require(fields.contains(field),
					"Alloy reads the field " + field + ", which no line has"));
		Map<String, String> made = assignments(block(alloy, "stage.labels"));
		require(made.keySet().equals(labels), "Alloy makes the labels " + made.keySet() + ", searches want " + labels);
		require(quoted(block(alloy, "stage.label_keep")).equals(labels),
				"Alloy keeps other labels than searches want: " + block(alloy, "stage.label_keep"));
		Map<String, String> metadata = assignments(block(alloy, "stage.structured_metadata"));
		Stream.concat(made.values().stream(), metadata.values().stream())
			.forEach((name) -> require(extracted.containsKey(name), "Alloy makes " + name + " of nothing"));
		Map<String, Object> loki = ComposeFile.map(dataSources().getOrDefault("loki", Map.of()).get("jsonData"));
		if (loki.get("derivedFields") instanceof List<?> derived) {
			for (Object field : derived) {
				require("label".equals(ComposeFile.map(field).get("matcherType"))
						&& metadata.containsKey(String.valueOf(ComposeFile.map(field).get("matcherRegex"))),
						"a line leads to its trace by " + ComposeFile.map(field).get("matcherRegex")
								+ ", which Alloy does not make");
			}
		}
		else {
			this.problems.add("no line leads to its trace");
		}
		checkCorrelations(fields);
		Map<String, Object> tempo = ComposeFile.map(dataSources().getOrDefault("tempo", Map.of()).get("jsonData"));
		Map<String, Object> toLogs = ComposeFile.map(tempo.get("tracesToLogsV2"));
		for (Object tag : (toLogs.get("tags") instanceof List<?> list) ? list : List.of()) {
			require("service.name".equals(ComposeFile.map(tag).get("key"))
					&& labels.contains(String.valueOf(ComposeFile.map(tag).get("value"))),
					"a span leads to its lines by the label " + ComposeFile.map(tag).get("value")
							+ ", which Alloy does not make");
		}
		Matcher condition = Pattern.compile("\\| (\\w+) = ").matcher(String.valueOf(toLogs.get("query")));
		require(condition.find() && metadata.containsKey(condition.group(1)),
				"a span leads to its lines by something that Alloy does not make: " + toLogs.get("query"));
		require("skip"
			.equals(assignments(block(alloy, "stage.timestamp").replaceAll("(?m)$", ",")).get("action_on_failure")),
				"lines without a time get that of an earlier one");
		checkComponents(alloy);
	}

	private void checkCorrelations(Set<String> fields) {
		Object correlations = dataSources().getOrDefault("loki", Map.of()).get("correlations");
		require(correlations instanceof List<?>, "no line leads to its service");
		for (Object correlation : (correlations instanceof List<?> all) ? all : List.of()) {
			Map<String, Object> config = ComposeFile.map(ComposeFile.map(correlation).get("config"));
			Set<String> found = new TreeSet<>();
			for (Object each : (config.get("transformations") instanceof List<?> list) ? list : List.of()) {
				Map<String, Object> transformation = ComposeFile.map(each);
				found.add(String.valueOf(transformation.get("mapValue")));
				String expression = String.valueOf(transformation.get("expression"));
				require(fields.contains(expression.replaceFirst("^\"(\\w+)\":.*", "$1")),
						"a correlation looks for " + expression + ", which no line has");
			}
			Pattern.compile("\\$\\{(\\w+)}")
				.matcher(String.valueOf(config.get("target")))
				.results()
				.forEach((variable) -> require(found.contains(variable.group(1)),
						"a correlation asks with " + variable.group(1) + ", which it does not find"));
		}
	}

	private void checkComponents(String alloy) {
		Set<String> components = Pattern.compile("(?m)^([a-z.]+) \"(\\w+)\" \\{")
			.matcher(alloy)
			.results()
			.map((component) -> component.group(1) + "." + component.group(2))
			.collect(Collectors.toSet());
		Pattern.compile("((?:otelcol|loki|discovery)\\.[a-z._]+)\\.(?:input|receiver|targets|output)\\b")
			.matcher(alloy)
			.results()
			.forEach((use) -> require(components.contains(use.group(1)), "Alloy has no component " + use.group(1)));
		require(alloy.chars().filter((character) -> character == '{').count() == alloy.chars()
			.filter((character) -> character == '}')
			.count(), "the braces of Alloy's configuration do not close");
	}

	private static Set<String> texts(JsonNode list) {
		Set<String> texts = new TreeSet<>();
		list.forEach((text) -> texts.add(text.asString()));
		return texts;
	}

	private String block(String alloy, String name) {
		int start = alloy.indexOf(name + " {");
		if (start < 0) {
			this.problems.add("Alloy has no " + name);
			return "";
		}
		int depth = 0;
		for (int end = start; end < alloy.length(); end++) {
			depth += (alloy.charAt(end) == '{') ? 1 : (alloy.charAt(end) == '}') ? -1 : 0;
			if (alloy.charAt(end) == '}' && depth == 0) {
				return alloy.substring(start, end);
			}
		}
		return alloy.substring(start);
	}

	private static Map<String, String> assignments(String block) {
		Map<String, String> assignments = new TreeMap<>();
		Pattern.compile("(\\w+) += \"((?:[^\"\\\\]|\\\\.)*)\",")
			.matcher(block)
			.results()
			.forEach((assignment) -> assignments.put(assignment.group(1), assignment.group(2)));
		return assignments;
	}

	private static Set<String> quoted(String block) {
		return Pattern.compile("\"(\\w+)\"")
			.matcher(block)
			.results()
			.map((text) -> text.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private void checkStores() {
		Map<String, Object> loki = configuration("loki/loki.yaml", LOKI);
		require(at(loki, "server", "http_listen_port").equals("3100"), "Loki listens elsewhere");
		require(at(loki, "limits_config", "allow_structured_metadata").equals("true"),
				"Loki refuses structured metadata");
		String schema = String.valueOf(loki.get("schema_config"));
		require(schema.contains("store=tsdb") && schema.contains("schema=v13"),
				"structured metadata needs the store tsdb and the schema v13");
		Map<String, Object> tempo = configuration("tempo/tempo.yaml", TEMPO);
		require(at(tempo, "server", "http_listen_port").equals("3200"), "Tempo listens elsewhere");
		require(String.valueOf(tempo.get("distributor")).contains("0.0.0.0:4318"), "Tempo takes no OTLP");
		List<String> prometheus = ComposeFile.texts(this.compose.service("prometheus").get("command"));
		int days = prometheus.stream()
			.filter((flag) -> flag.matches("--storage\\.tsdb\\.retention\\.time=\\d+d"))
			.map((flag) -> flag.replaceAll("\\D", ""))
			.mapToInt(Integer::parseInt)
			.findFirst()
			.orElse(0);
		require(days >= 35, "Prometheus keeps " + days + " days, budgets need 35");
		require(prometheus.stream().anyMatch((flag) -> flag.startsWith("--storage.tsdb.retention.size=")),
				"Prometheus may fill the disk");
		require(prometheus.contains("--enable-feature=exemplar-storage,extra-scrape-metrics"),
				"Prometheus keeps no exemplars");
	}

	private Map<String, Object> configuration(String file, Set<String> known) {
		if (!Files.exists(this.laidOut.config().resolve(file))) {
			this.problems.add("nobody makes " + file);
			return Map.of();
		}
		Map<String, Object> configuration = ComposeFile.map(ComposeFile.yaml(this.laidOut.config(file)));
		configuration.keySet()
			.stream()
			.filter((key) -> !known.contains(key))
			.forEach((key) -> this.problems.add(file + " has a block that its version may not know: " + key));
		return configuration;
	}

	private static String at(Map<String, Object> configuration, String block, String key) {
		@Nullable Object value = ComposeFile.map(configuration.get(block)).get(key);
		return String.valueOf(value);
	}

	private void checkGrafana() {
		Map<String, Object> settings = ComposeFile.map(this.compose.service("grafana").get("environment"));
		require(!settings.containsKey("GF_SECURITY_ADMIN_PASSWORD")
				&& settings.containsKey("GF_SECURITY_ADMIN_PASSWORD__FILE"),
				"Grafana's password is none that was generated");
		require("Viewer".equals(settings.get("GF_AUTH_ANONYMOUS_ORG_ROLE")), "strangers may change Grafana");
		require("true".equals(settings.get("GF_PLUGINS_PREINSTALL_DISABLED")), "Grafana fetches plugins at start");
	}

}
