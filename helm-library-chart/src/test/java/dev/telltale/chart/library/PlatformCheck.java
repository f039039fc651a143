package dev.telltale.chart.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.chart.ChartException;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Problem;
import dev.telltale.chart.Rendering;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.RangeSelector;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.PromqlException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds what in the values of the platform does not fit the rest: our charts, each other,
 * the stack of Docker Compose, the vocabulary. Knows of others' charts how they name
 * their Services, and nothing else.
 */
final class PlatformCheck {

	private static final String NAMESPACE = "monitoring";

	private static final Duration BUDGET = Duration.ofDays(35);

	private static final String STACK = "kubernetes/values/kube-prometheus-stack.yaml";

	private static final String SOURCES = "kubernetes/values/grafana-datasources.yaml";

	private static final String LOKI = "kubernetes/values/loki.yaml";

	private static final String TEMPO = "kubernetes/values/tempo.yaml";

	private static final String ALLOY = "kubernetes/values/alloy.yaml";

	private static final String ADAPTER = "kubernetes/values/prometheus-adapter.yaml";

	private static final String BLACKBOX = "kubernetes/values/prometheus-blackbox-exporter.yaml";

	private static final String SAMPLE = "kubernetes/sample-service/values.yaml";

	private static final Map<String, String> MONITORS = Map.of(LOKI, "/monitoring/serviceMonitor", TEMPO,
			"/serviceMonitor", ALLOY, "/serviceMonitor", BLACKBOX, "/serviceMonitor/selfMonitor");

	private static final String MIMIR = "kubernetes/values/scaled/kube-prometheus-stack-mimir.yaml";

	// Groups of rules of the stack, and the file of ours about the same.
	private static final Map<String, String> OURS = Map.of("alertmanager", "alertmanager", "general", "meta",
			"kubernetesApps", "kubernetes", "nodeExporterAlerting", "node", "prometheus", "prometheus");

	private static final Pattern TEMPLATE = Pattern.compile("template \"([\\w.]+)\"");

	private static final Pattern HEAD = Pattern.compile("([a-z-]+) (\\d+\\.\\d+\\.\\d+)(?= |,)");

	private static final Pattern RELEASE = Pattern.compile("as release ([a-z-]+[a-z])");

	private static final Pattern URL = Pattern.compile("http://([a-z-]+)(?:\\.([a-z-]+))?(?::(\\d+))?");

	private static final Pattern LISTENS = Pattern.compile("endpoint = \"0\\.0\\.0\\.0:(\\d+)\"");

	private static final Pattern KEPT = Pattern.compile("stage\\.label_keep \\{\\s*values = \\[(.*?)]");

	private static final Pattern READ = Pattern.compile("expressions = \\{(.*?)}", Pattern.DOTALL);

	private static final Pattern EXAMPLE = Pattern.compile("# Example: \\[\\{metric: (\\w+)");

	private static final Pattern TIME = Pattern.compile("(\\d+)([dhms])");

	// What one edit leaves as it was is rendered and validated once.
	private final Map<String, Rendering> renderings = new HashMap<>();

	private final Map<Rendering, List<Problem>> found = new HashMap<>();

	private final JsonNode library = PlatformFiles.yaml("values.yaml",
			Features.content(Charts.LIBRARY.resolve("values.yaml")));

	/**
	 * Return what does not fit.
	 * @param files the files
	 * @return sentences, none if all is well
	 */
	List<String> problems(PlatformFiles files) {
		List<String> problems = new ArrayList<>();
		for (String file : files.names()) {
			if (file.startsWith("kubernetes/") && !file.endsWith(".alloy")) {
				try {
					PlatformFiles.documents(file, files.text(file));
				}
				catch (AssertionError ex) {
					problems.add(String.valueOf(ex.getMessage()));
				}
			}
		}
		Rendering platform = render("platform", problems, files.text("kubernetes/platform/values.yaml"),
				files.text("kubernetes/values/receivers.yaml"));
		Rendering sample = render("sample-service", problems, files.text(SAMPLE));
		// Nothing of the rest can be told.
		if (platform == null || sample == null || !problems.isEmpty()) {
			return problems;
		}
		labels(files, platform, sample, problems);
		alertmanager(files, platform, problems);
		dashboards(files, platform, problems);
		dataSources(files, problems);
		mimir(files, problems);
		receivers(files, platform, problems);
		groups(files, platform, problems);
		versions(files, problems);
		lines(files, problems);
		addresses(files, problems);
		queries(files, platform, problems);
		blackbox(files, problems);
		times(files, problems);
		return problems;
	}

	private @Nullable Rendering render(String chart, List<String> problems, String... values) {
		try {
			Rendering rendering = this.renderings.computeIfAbsent(chart + String.join("---", values), (key) -> {
				var with = Features.chart(chart);
				for (String text : values) {
					with = with.values(text);
				}
				return with.render();
			});
			this.found.computeIfAbsent(rendering, Rendering::problems)
				.forEach((problem) -> problems.add(chart + " chart: " + problem));
			return rendering;
		}
		catch (ChartException ex) {
			problems.add(chart + " chart: " + ex.getMessage());
			return null;
		}
	}

	private static void labels(PlatformFiles files, Rendering platform, Rendering sample, List<String> problems) {
		String release = release(files, STACK);
		for (var setting : files.yaml(STACK).at("/prometheus/prometheusSpec").properties()) {
			if (setting.getKey().endsWith("SelectorNilUsesHelmValues") && !setting.getValue().asBoolean()) {
				problems.add(setting.getKey() + " is not true: objects of everybody are taken");
			}
		}
		List<KubernetesObject> objects = new ArrayList<>(platform.objects());
		objects.addAll(sample.objects());
		for (KubernetesObject object : objects) {
			if (object.apiVersion().equals("monitoring.coreos.com/v1")
					&& !object.at("/metadata/labels/release").asString("").equals(release)) {
				problems
					.add("the operator does not select " + object + ", for it has not the label release: " + release);
			}
		}
		MONITORS.forEach((file, pointer) -> {
			JsonNode monitor = files.yaml(file).at(pointer);
			JsonNode labels = monitor.has("labels") ? monitor.path("labels") : monitor.path("additionalLabels");
			if (!labels.path("release").asString("").equals(release)) {
				problems.add(file + ": the monitor has not the label release: " + release);
			}
		});
	}

	private static void alertmanager(PlatformFiles files, Rendering platform, List<String> problems) {
		JsonNode configuration = files.yaml(STACK).at("/alertmanager/alertmanagerSpec/alertmanagerConfiguration");
		String name = configuration.path("name").asString("");
		if (find(platform, "AlertmanagerConfig", name) == null) {
			problems.add("the platform chart renders no AlertmanagerConfig " + name);
		}
		for (JsonNode template : configuration.path("templates")) {
			String map = template.at("/configMap/name").asString("");
			String key = template.at("/configMap/key").asString("");
			KubernetesObject object = find(platform, "ConfigMap", map);
			if (object == null || !object.at("/data").has(key)) {
				problems.add("there is no key " + key + " in ConfigMap " + map + " of the platform chart");
			}
		}
	}

	private static @Nullable KubernetesObject find(Rendering rendering, String kind, String name) {
		return rendering.objects()
			.stream()
			.filter((object) -> object.kind().equals(kind) && object.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private static void dashboards(PlatformFiles files, Rendering platform, List<String> problems) {
		String annotation = files.yaml(STACK).at("/grafana/sidecar/dashboards/folderAnnotation").asString("");
		long dashboards = 0;
		for (KubernetesObject object : platform.objects()) {
			if (object.at("/metadata/labels/grafana_dashboard").asString("").equals("1")) {
				dashboards++;
				if (!object.at("/metadata/annotations").has(annotation)) {
					problems.add("dashboards do not name their folder by " + annotation + ": " + object);
				}
			}
		}
		if (dashboards == 0) {
			problems.add("no ConfigMap has the label of dashboards");
		}
	}

	private static void dataSources(PlatformFiles files, List<String> problems) {
		Map<String, JsonNode> compose = new TreeMap<>();
		for (String profile : List.of("light/grafana/datasources/metrics",
				"full/grafana/datasources/logs-and-traces")) {
			files.yaml("stack/profiles/" + profile + ".yaml")
				.path("datasources")
				.forEach((source) -> compose.put(source.path("uid").asString(), source));
		}
		Map<String, JsonNode> sources = new TreeMap<>();
		files.yaml(SOURCES)
			.at("/grafana/additionalDataSources")
			.forEach((source) -> sources.put(source.path("uid").asString(), source));
		JsonNode sidecar = files.yaml(STACK).at("/grafana/sidecar/datasources");
		Set<String> uids = new TreeSet<>(sources.keySet());
		uids.add(sidecar.path("uid").asString(""));
		uids.add(sidecar.at("/alertmanager/uid").asString(""));
		if (!uids.equals(compose.keySet())) {
			problems.add("data sources are " + uids + ", in Docker Compose " + compose.keySet());
		}
		sources.forEach((uid, source) -> {
			JsonNode other = compose.get(uid);
			if (other != null && !withoutRanges(source).equals(withoutRanges(other))) {
				problems.add("data source " + source.path("name").asString() + " is not as in Docker Compose");
			}
		});
		JsonNode exemplars = sidecar.path("exemplarTraceIdDestinations");
		JsonNode others = compose.get("prometheus").at("/jsonData/exemplarTraceIdDestinations/0");
		if (!exemplars.path("traceIdLabelName").equals(others.path("name"))
				|| !exemplars.path("datasourceUid").equals(others.path("datasourceUid"))) {
			problems.add("exemplars lead to %s by %s, in Docker Compose otherwise"
				.formatted(exemplars.path("datasourceUid").asString(), exemplars.path("traceIdLabelName").asString()));
		}
	}

	// The stack's own data sources, written out for passwords and headers.
	private static void mimir(PlatformFiles files, List<String> problems) {
		JsonNode datasources = files.yaml(MIMIR).at("/grafana/sidecar/datasources");
		if (datasources.path("defaultDatasourceEnabled").asBoolean(true)) {
			problems.add(MIMIR + ": the data source Prometheus is there twice");
		}
		Map<String, JsonNode> sources = new TreeMap<>();
		PlatformFiles.yaml(MIMIR, files.yaml(MIMIR).at("/grafana/additionalDataSourcesString").asString(""))
			.forEach((source) -> sources.put(source.path("uid").asString(), source));
		files.yaml("stack/profiles/light/grafana/datasources/metrics.yaml").path("datasources").forEach((source) -> {
			JsonNode ours = sources.getOrDefault(source.path("uid").asString(), MissingNode.getInstance());
			for (var setting : source.path("jsonData").properties()) {
				// The interval of scrapes is another.
				if (!setting.getKey().equals("timeInterval")
						&& !setting.getValue().equals(ours.path("jsonData").get(setting.getKey()))) {
					problems.add("%s: %s of data source %s is not as in Docker Compose".formatted(MIMIR,
							setting.getKey(), source.path("name").asString()));
				}
			}
		});
		JsonNode written = files.yaml(MIMIR).at("/prometheus/prometheusSpec/remoteWrite/0/headers/X-Scope-OrgID");
		JsonNode prometheus = sources.getOrDefault("prometheus", MissingNode.getInstance());
		if (!prometheus.at("/jsonData/httpHeaderName1").asString("").equals("X-Scope-OrgID")
				|| !prometheus.at("/secureJsonData/httpHeaderValue1").equals(written)) {
			problems.add(MIMIR + ": Grafana reads another tenant than Prometheus writes");
		}
	}

	private static void receivers(PlatformFiles files, Rendering platform, List<String> problems) {
		KubernetesObject templates = find(platform, "ConfigMap", "telltale-alertmanager-templates");
		String text = (templates != null) ? templates.at("/data").toString() : "";
		TEMPLATE.matcher(files.text("kubernetes/values/receivers.yaml"))
			.results()
			.map((template) -> template.group(1))
			.filter((name) -> !text.contains("define \\\"" + name + "\\\""))
			.forEach((name) -> problems.add("receivers.yaml uses the template " + name + ", which nobody defines"));
	}

	// Of the stack's rules, those about what ours watch.
	private static void groups(PlatformFiles files, Rendering platform, List<String> problems) {
		JsonNode rules = files.yaml(STACK).at("/defaultRules/rules");
		OURS.forEach((group, file) -> {
			if (rules.path(group).asBoolean(true)) {
				problems.add("the stack's rules %s are on, though ours watch the same".formatted(group));
			}
			if (find(platform, "PrometheusRule", "telltale-" + file) == null) {
				problems.add("the stack's rules %s are off, and there are none of ours in %s".formatted(group, file));
			}
		});
	}

	// The version of a chart stands in the head of its values, in the documentation and
	// in the workflow.
	private static void versions(PlatformFiles files, List<String> problems) {
		String documentation = Features.content(KubernetesWorkflow.PROJECT.resolve("docs/kubernetes.md"));
		String workflow = KubernetesWorkflow.read().text();
		for (String file : files.names()) {
			Matcher head = HEAD.matcher(files.text(file).lines().findFirst().orElse(""));
			if (!file.startsWith("kubernetes/values/") || !head.find()) {
				continue;
			}
			String chart = head.group(1);
			String version = head.group(2);
			versions(documentation, chart).filter((other) -> !other.equals(version))
				.forEach((other) -> problems
					.add("%s is for %s %s, docs/kubernetes.md for %s".formatted(file, chart, version, other)));
			if (versions(documentation, chart).findAny().isEmpty()) {
				problems.add("docs/kubernetes.md does not name the version of " + chart);
			}
			Matcher installed = Pattern.compile("/?" + chart + "(?: --repo \\S+)?\\s+(?:\\\\\\s+)?--version (\\S+)")
				.matcher(workflow);
			while (installed.find()) {
				if (!installed.group(1).equals(version)) {
					problems.add("%s is for %s %s, the workflow installs %s".formatted(file, chart, version,
							installed.group(1)));
				}
			}
		}
	}

	private static Stream<String> versions(String text, String chart) {
		return Pattern.compile("(?<![\\w-])" + chart + "`? (?:\\\\\\s+|--version )*(\\d+\\.\\d+\\.\\d+)")
			.matcher(text)
			.results()
			.map((version) -> version.group(1));
	}

	// Ranges follow the interval of scrapes.
	private static String withoutRanges(JsonNode source) {
		return source.path("jsonData").toString().replaceAll("\\[\\d+m]", "[]");
	}

	private static void lines(PlatformFiles files, List<String> problems) {
		String ours = files.yaml(ALLOY).at("/alloy/configMap/content").asString("");
		String compose = files.text("stack/alloy/config.alloy");
		Set<String> expected = kept(compose);
		expected.add("\"namespace\"");
		if (!kept(ours).equals(expected)) {
			problems.add("Loki gets the labels " + kept(ours) + ", not " + expected);
		}
		if (!first(READ, ours).replaceAll("\\s", "").equals(first(READ, compose).replaceAll("\\s", ""))) {
			problems.add("Alloy reads lines otherwise than in Docker Compose");
		}
	}

	private static Set<String> kept(String configuration) {
		return new TreeSet<>(List.of(first(KEPT, configuration).split(", *")));
	}

	private void addresses(PlatformFiles files, List<String> problems) {
		JsonNode stack = files.yaml(STACK);
		Map<String, Set<Integer>> hosts = new TreeMap<>();
		hosts.put(stack.path("fullnameOverride").asString("") + "-prometheus", Set.of(9090));
		hosts.put(release(files, LOKI) + "-gateway", Set.of(80));
		hosts.put(release(files, TEMPO), Set.of(3200, 4317, 4318));
		hosts.put(release(files, BLACKBOX), Set.of(9115));
		Set<Integer> alloy = new HashSet<>();
		Set<String> listens = new HashSet<>(
				LISTENS.matcher(files.text(ALLOY)).results().map((m) -> m.group(1)).toList());
		for (JsonNode port : files.yaml(ALLOY).at("/alloy/extraPorts")) {
			alloy.add(port.path("port").asInt());
			if (!listens.contains(port.path("targetPort").asString())) {
				problems.add("Alloy does not listen on " + port.path("targetPort").asString());
			}
		}
		hosts.put(release(files, ALLOY), alloy);
		JsonNode adapter = files.yaml(ADAPTER).path("prometheus");
		address("prometheus-adapter", adapter.path("url").asString() + ":" + adapter.path("port").asString(), hosts,
				problems);
		address("the library chart", "http://" + this.library.at("/probe/prober").asString(), hosts, problems);
		for (String file : List.of(SOURCES, TEMPO, ALLOY, SAMPLE)) {
			files.text(file)
				.lines()
				.filter((line) -> !line.strip().startsWith("#"))
				.forEach((line) -> address(file, line, hosts, problems));
		}
		JsonNode sample = files.yaml(SAMPLE).path("observability");
		Matcher endpoint = URL.matcher(sample.at("/tracing/endpoint").asString());
		JsonNode policy = files.yaml("kubernetes/values/network-policies.yaml").at("/extraManifests/policyTraces/spec");
		if (endpoint.find() && (policy.at("/ingress/0/ports")
			.valueStream()
			.noneMatch((port) -> port.path("port").asString().equals(endpoint.group(3)))
				|| !policy.at("/podSelector/matchLabels/app.kubernetes.io~1name")
					.asString("")
					.equals(endpoint.group(1)))) {
			problems.add("by the network policies services may not reach Alloy on " + endpoint.group(3));
		}
		String monitoring = sample.at("/networkPolicy/monitoringNamespace")
			.asString(this.library.at("/networkPolicy/monitoringNamespace").asString());
		if (!monitoring.equals(NAMESPACE)) {
			problems.add("the sample service lets the namespace " + monitoring + " in, not " + NAMESPACE);
		}
	}

	private static void address(String who, String text, Map<String, Set<Integer>> hosts, List<String> problems) {
		Matcher url = URL.matcher(text);
		while (url.find()) {
			Set<Integer> ports = hosts.get(url.group(1));
			int port = (url.group(3) != null) ? Integer.parseInt(url.group(3)) : 80;
			if (ports == null) {
				problems.add(who + ": there is no host " + url.group(1) + " among " + hosts.keySet());
			}
			else if (!ports.contains(port)) {
				problems.add(who + ": " + url.group(1) + " has no port " + port + ", but " + ports);
			}
			if (url.group(2) != null && !url.group(2).equals(NAMESPACE)) {
				problems.add(who + ": " + url.group(1) + " is not in the namespace " + url.group(2));
			}
		}
	}

	private void queries(PlatformFiles files, Rendering platform, List<String> problems) {
		Set<String> exported = exported(platform);
		for (JsonNode source : files.yaml(SOURCES).at("/grafana/additionalDataSources")) {
			for (JsonNode query : source.at("/jsonData/tracesToMetrics/queries")) {
				query(SOURCES, query.path("query").asString().replace("$$__tags", "job=\"a\""), exported, problems);
			}
		}
		Set<String> names = new HashSet<>();
		for (JsonNode rule : files.yaml(ADAPTER).at("/rules/custom")) {
			String series = rule.path("seriesQuery").asString();
			String metric = series.replaceAll("\\{.*", "");
			query(ADAPTER, series, exported, problems);
			query(ADAPTER,
					rule.path("metricsQuery")
						.asString()
						.replace("<<.GroupBy>>", "pod")
						.replace("<<.Series>>", metric)
						.replace("<<.LabelMatchers>>", "namespace=\"a\""),
					exported, problems);
			if (!metric.matches(rule.at("/name/matches").asString())) {
				problems.add(ADAPTER + ": " + rule.at("/name/matches").asString() + " renames none of its series");
			}
			names.add(rule.at("/name/as").asString());
		}
		Matcher example = EXAMPLE.matcher(Features.content(Charts.LIBRARY.resolve("values.yaml")));
		while (example.find()) {
			if (!names.contains(example.group(1))) {
				problems.add("the library chart knows %s, the adapter only %s".formatted(example.group(1), names));
			}
		}
	}

	private void query(String file, String text, Set<String> exported, List<String> problems) {
		try {
			Expression query = Expression.parse(text);
			query.stream(VectorSelector.class)
				.filter((selector) -> !exported.contains(String.valueOf(selector.metric())))
				.forEach((selector) -> problems.add(file + " reads " + selector.metric() + ", which nothing exports"));
			Duration shortest = interval().multipliedBy(8);
			if (query.stream(RangeSelector.class).anyMatch((range) -> range.range().compareTo(shortest) < 0)) {
				problems.add(file + " has a range of less than eight scrapes: " + text);
			}
		}
		catch (PromqlException ex) {
			problems.add(file + " has no PromQL: " + text + ": " + ex.getMessage());
		}
	}

	// What the starter exports, and what our rules record.
	private static Set<String> exported(Rendering platform) {
		Set<String> names = new HashSet<>();
		try (InputStream resource = Mixin.class.getClassLoader().getResourceAsStream("telltale/catalogue.json")) {
			for (JsonNode metric : new JsonMapper().readTree(resource).path("metrics")) {
				metric.path("series").forEach((series) -> names.add(series.asString()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		for (KubernetesObject object : platform.objects()) {
			for (JsonNode group : object.at("/spec/groups")) {
				group.path("rules").forEach((rule) -> names.add(rule.path("record").asString("")));
			}
		}
		return names;
	}

	private void blackbox(PlatformFiles files, List<String> problems) {
		JsonNode modules = files.yaml(BLACKBOX).at("/config/modules");
		Set<String> wanted = new TreeSet<>(files.yaml("stack/blackbox/blackbox.yml").path("modules").propertyNames());
		wanted.add(this.library.at("/probe/module").asString());
		for (String module : wanted) {
			if (!modules.has(module)) {
				problems.add("the blackbox exporter has no module " + module);
			}
		}
		Duration scrape = time(files.yaml(STACK).at("/prometheus/prometheusSpec/scrapeTimeout"));
		for (JsonNode module : modules) {
			if (time(module.path("timeout")).compareTo(scrape) >= 0) {
				problems.add("a probe outlasts a scrape: " + module);
			}
		}
	}

	private void times(PlatformFiles files, List<String> problems) {
		JsonNode prometheus = files.yaml(STACK).at("/prometheus/prometheusSpec");
		for (String key : List.of("scrapeInterval", "evaluationInterval")) {
			if (!time(prometheus.path(key)).equals(interval())) {
				problems.add("a service is scraped every %s, not every %s as %s says"
					.formatted(this.library.at("/monitor/interval").asString(), prometheus.path(key).asString(), key));
			}
		}
		if (prometheus.path("enableFeatures").valueStream().noneMatch((f) -> f.asString().equals("exemplar-storage"))) {
			problems.add("exemplars are not stored");
		}
		JsonNode loki = files.yaml(LOKI).path("loki");
		keeps("Prometheus", prometheus.path("retention"), problems);
		keeps("Loki", loki.at("/limits_config/retention_period"), problems);
		keeps("Tempo", files.yaml(TEMPO).at("/tempo/retention"), problems);
		keeps("scaled Tempo", files.yaml("kubernetes/values/scaled/tempo.yaml")
			.at("/backendScheduler/config/provider/compaction/compaction/block_retention"), problems);
		if (!loki.at("/compactor/retention_enabled").asBoolean(false)) {
			problems.add("Loki never deletes what it need not keep");
		}
	}

	private static void keeps(String who, JsonNode retention, List<String> problems) {
		if (time(retention).compareTo(BUDGET) < 0) {
			problems.add(who + " keeps " + retention.asString("nothing") + ", less than " + BUDGET.toDays() + " days");
		}
	}

	private Duration interval() {
		return time(this.library.at("/monitor/interval"));
	}

	private static Duration time(JsonNode node) {
		Matcher matcher = TIME.matcher(node.asString(""));
		if (!matcher.matches()) {
			return Duration.ZERO;
		}
		long number = Long.parseLong(matcher.group(1));
		return switch (matcher.group(2)) {
			case "d" -> Duration.ofDays(number);
			case "h" -> Duration.ofHours(number);
			case "m" -> Duration.ofMinutes(number);
			default -> Duration.ofSeconds(number);
		};
	}

	private static String release(PlatformFiles files, String file) {
		return first(RELEASE, files.text(file));
	}

	private static String first(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : "";
	}

}
