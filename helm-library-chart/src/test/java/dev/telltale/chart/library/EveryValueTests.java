package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.assembly.ChartValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every value that the schema knows: it has a meaning and a default, it changes what is
 * rendered, and what comes of it is valid.
 */
@RequiresHelm
class EveryValueTests {

	// What has to be on for a value to matter, by the start of its path.
	private static final Map<String, String> GROUND = Map.ofEntries(
			Map.entry("autoscaling.", "autoscaling: {enabled: true}"),
			Map.entry("ingress.", "ingress: {enabled: true, hosts: [a.example]}"),
			Map.entry("route.", "route: {enabled: true, gateways: [{name: public}]}"),
			Map.entry("probe.", "probe: {enabled: true}"),
			Map.entry("platform.dashboards.", "platform: {dashboards: {enabled: true}}"),
			Map.entry("platform.rules.", "platform: {rules: {enabled: true}}"),
			Map.entry("platform.links.", "platform: {rules: {enabled: true}}"),
			Map.entry("platform.alertmanager.", "platform: {alertmanager: {enabled: true}}"),
			Map.entry("probes.scheme", "ports: {extra: {grpc: 9000}}"),
			Map.entry("probes.port", "ports: {extra: {grpc: 9000}}"),
			Map.entry("ingress.enabled", "ingress: {hosts: [a.example]}"),
			Map.entry("route.enabled", "route: {gateways: [{name: public}]}"),
			Map.entry("volumeMounts", "volumes: [{name: certificates, secret: {secretName: tls}}]"),
			Map.entry("probe.enabled", "{}"), Map.entry("autoscaling.enabled", "{}"),
			Map.entry("platform.dashboards.enabled", "{}"), Map.entry("platform.rules.enabled", "{}"),
			Map.entry("platform.alertmanager.enabled", "{}"));

	// Another value than the default. Numbers and switches need none.
	private static final Map<String, String> CHANGES = Map.ofEntries(Map.entry("name", "orders"),
			Map.entry("team", "shop"), Map.entry("cluster", "eu"), Map.entry("image.repository", "other/image"),
			Map.entry("image.tag", "\"9\""), Map.entry("image.digest", "sha256:" + "ab".repeat(32)),
			Map.entry("image.pullPolicy", "Never"), Map.entry("image.pullSecrets", "[registry]"),
			Map.entry("containerName", "main"), Map.entry("command", "[java]"), Map.entry("args", "[a]"),
			Map.entry("replicas", "4"), Map.entry("strategy", "{type: Recreate, rollingUpdate: null}"),
			Map.entry("service.environment", "production"), Map.entry("service.version", "\"9\""),
			Map.entry("ports.extra", "{grpc: 9000}"), Map.entry("management.basePath", "/ops"),
			Map.entry("probes.port", "grpc"), Map.entry("probes.scheme", "HTTPS"),
			Map.entry("probes.liveness.path", "/a"), Map.entry("probes.readiness.path", "/b"),
			Map.entry("jvm.maxRamPercentage", "50"), Map.entry("jvm.options", "[-Xss1m]"),
			Map.entry("resources.requests", "{cpu: 1}"), Map.entry("resources.limits", "{memory: 1Gi}"),
			Map.entry("tmp.sizeLimit", "2Gi"), Map.entry("tracing.endpoint", "\"http://c:4318/v1/traces\""),
			Map.entry("tracing.samplingProbability", "0.5"), Map.entry("tracing.resourceAttributes", "{region: eu}"),
			Map.entry("slo.enabled", "false"), Map.entry("slo.objectives", "{http: {availability: {objective: 0.99}}}"),
			Map.entry("slo.objectives.<name>.http.uri", "/a"), Map.entry("slo.objectives.<name>.http.method", "GET"),
			Map.entry("slo.objectives.<name>.observation", "a.b"),
			Map.entry("slo.objectives.<name>.availability.objective", "0.99"),
			Map.entry("slo.objectives.<name>.latency.objective", "0.99"),
			Map.entry("slo.objectives.<name>.latency.threshold", "1s"),
			Map.entry("slo.objectives.<name>.min-bad-events", "9"), Map.entry("logging.enabled", "false"),
			Map.entry("logging.console-format", "json"), Map.entry("logging.file-format", "text"),
			Map.entry("logging.max-message-length", "512"), Map.entry("logging.max-line-size", "32KB"),
			Map.entry("logging.stack-trace.max-frames", "9"), Map.entry("logging.stack-trace.max-length", "999"),
			Map.entry("logging.stack-trace.folded", "[a.b]"), Map.entry("logging.masking.enabled", "false"),
			Map.entry("logging.masking.keys", "[iban]"), Map.entry("logging.masking.patterns", "[\"[0-9]{16}\"]"),
			Map.entry("logging.async.enabled", "false"), Map.entry("logging.async.queue-size", "1MB"),
			Map.entry("logging.async.flush-timeout", "1s"), Map.entry("logging.access.enabled", "true"),
			Map.entry("config", "{a: b}"), Map.entry("env", "{A: b}"), Map.entry("envFrom.configMaps", "[a]"),
			Map.entry("envFrom.secrets", "[a]"), Map.entry("secretFiles", "[a]"),
			Map.entry("volumes", "[{name: a, emptyDir: {}}]"),
			Map.entry("volumeMounts", "[{name: tmp, mountPath: /a}]"),
			Map.entry("initContainers", "[{name: a, image: \"a:1\", securityContext: " + Charts.RESTRICTED + "}]"),
			Map.entry("extraContainers", "[{name: a, image: \"a:1\", securityContext: " + Charts.RESTRICTED + "}]"),
			Map.entry("labels", "{a: b}"), Map.entry("podLabels", "{a: b}"), Map.entry("podAnnotations", "{a: b}"),
			Map.entry("annotations", "{a: b}"), Map.entry("podSecurityContext", "{fsGroup: 1}"),
			Map.entry("securityContext", "{runAsUser: 1}"), Map.entry("spread", "[kubernetes.io/hostname]"),
			Map.entry("nodeSelector", "{a: b}"), Map.entry("tolerations", "[{key: a, operator: Exists}]"),
			Map.entry("affinity",
					"{podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: a}}]}}"),
			Map.entry("priorityClassName", "high"), Map.entry("serviceAccount.name", "robot"),
			Map.entry("serviceAccount.annotations", "{a: b}"), Map.entry("expose.type", "NodePort"),
			Map.entry("expose.annotations", "{a: b}"), Map.entry("networkPolicy.monitoringNamespace", "watch"),
			Map.entry("networkPolicy.from", "[{podSelector: {}}]"), Map.entry("monitor.kind", "ServiceMonitor"),
			Map.entry("monitor.labels", "{a: b}"), Map.entry("monitor.interval", "1m"),
			Map.entry("monitor.scrapeTimeout", "5s"), Map.entry("monitor.endpoint", "{honorTimestamps: false}"),
			Map.entry("probe.prober", "\"blackbox:9115\""), Map.entry("probe.module", "other"),
			Map.entry("probe.paths", "[/a]"), Map.entry("probe.urls", "[\"https://a.example\"]"),
			Map.entry("autoscaling.memory", "80"), Map.entry("autoscaling.pods", "[{metric: a, averageValue: \"1\"}]"),
			Map.entry("autoscaling.behavior", "{scaleUp: {stabilizationWindowSeconds: 1}}"),
			Map.entry("disruptionBudget.maxUnavailable", "2"), Map.entry("ingress.className", "nginx"),
			Map.entry("ingress.hosts", "[b.example]"), Map.entry("ingress.path", "/a"),
			Map.entry("ingress.tlsSecret", "tls"), Map.entry("ingress.annotations", "{a: b}"),
			Map.entry("route.gateways", "[{name: other}]"), Map.entry("route.hosts", "[a.example]"),
			Map.entry("route.path", "/a"), Map.entry("route.annotations", "{a: b}"), Map.entry("test.image", "a:1"),
			Map.entry("test.metrics", "[a]"), Map.entry("platform.dashboards.labels", "{a: b}"),
			Map.entry("platform.dashboards.annotations", "{a: b}"), Map.entry("platform.dashboards.without", "[slo]"),
			Map.entry("platform.rules.without", "[slo]"),
			Map.entry("platform.links.grafana", "\"https://grafana.example\""),
			Map.entry("platform.links.runbooks", "\"https://runbooks.example/%s\""),
			Map.entry("platform.alertmanager.receivers.critical", "{webhookConfigs: [{url: \"http://a.example\"}]}"),
			Map.entry("platform.alertmanager.receivers.warning", "{webhookConfigs: [{url: \"http://a.example\"}]}"),
			Map.entry("platform.alertmanager.receivers.heartbeat", "{webhookConfigs: [{url: \"http://a.example\"}]}"));

	private static final Pattern EXAMPLE = Pattern.compile(" *# Example: (.+)");

	private static final Pattern EMPTY = Pattern.compile(": (\"\"|\\[]|\\{}|null)$");

	private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");

	private static final Map<String, Rendering> BEFORE = new HashMap<>();

	private static Map<String, ChartValue> all = Map.of();

	static Stream<String> paths() throws IOException {
		return all().keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("paths")
	void changesWhatIsRenderedAndThatIsValid(String path) throws IOException {
		ChartValue value = all().get(path);
		String ground = ground(path);
		Rendering before = BEFORE.computeIfAbsent(ground, (values) -> Charts.with(values).render());
		Rendering after = Charts.with(ground)
			.values("observability: " + nested(path.replace("<name>", "orders"), change(value)))
			.render();
		assertThat(after).isValid();
		assertThat(after.yaml() + after.hooks().stream().map((hook) -> hook.json().toString()).toList())
			.isNotEqualTo(before.yaml() + before.hooks().stream().map((hook) -> hook.json().toString()).toList());
	}

	@ParameterizedTest
	@MethodSource("examples")
	void everyExampleOfTheFileOfDefaultsIsTaken(String path, String example) {
		Rendering rendering = Charts.with(ground(path)).values("observability: " + nested(path, example)).render();
		assertThat(rendering).isValid();
	}

	static Stream<Arguments> examples() throws IOException {
		List<Arguments> examples = new ArrayList<>();
		List<String> path = new ArrayList<>();
		String example = null;
		for (String line : Files.readAllLines(Charts.LIBRARY.resolve("values.yaml"))) {
			Matcher comment = EXAMPLE.matcher(line);
			Matcher key = KEY.matcher(line);
			if (comment.matches()) {
				example = comment.group(1);
			}
			else if (key.matches()) {
				path = new ArrayList<>(path.subList(0, key.group(1).length() / 2));
				path.add(key.group(2));
				if (example != null) {
					examples.add(Arguments.of(String.join(".", path), example));
				}
				example = null;
			}
		}
		return examples.stream();
	}

	@Test
	void eachHasAMeaning() throws IOException {
		assertThat(all()).hasSizeGreaterThan(100)
			.allSatisfy(
					(path, value) -> assertThat(value.schema().path("description").asString()).as(path).endsWith("."));
	}

	@Test
	void eachStandsInTheFileOfDefaultsWithItsReasonAndAnExample() throws IOException {
		List<String> lines = Files.readAllLines(Charts.LIBRARY.resolve("values.yaml"));
		List<String> paths = all().keySet()
			.stream()
			.filter((path) -> !path.contains("<name>") && !path.startsWith("logging.") && !path.equals("slo.enabled")
					&& !path.startsWith("platform.alertmanager.receivers."))
			.toList();
		Map<String, String> comments = comments(lines);
		assertThat(comments.keySet()).containsAll(paths).contains("logging", "platform.alertmanager.receivers");
		assertThat(unexplained(comments)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			The port that callers need not name. ; expose.port has no reason
			Example: [registry] ; image.pullSecrets has no example
			Example: 80 ; autoscaling.memory has no example
			The controller that serves it. The cluster's default if empty. ; ingress.className has no reason
			""")
	void aMissingReasonOrExampleIsNoticed(String comment, String problem) throws IOException {
		List<String> lines = new ArrayList<>(Files.readAllLines(Charts.LIBRARY.resolve("values.yaml")));
		assertThat(lines.removeIf((line) -> line.strip().equals("# " + comment))).isTrue();
		assertThat(unexplained(comments(lines))).containsExactly(problem);
	}

	private static List<String> unexplained(Map<String, String> comments) {
		List<String> unexplained = new ArrayList<>();
		comments.forEach((path, text) -> {
			if (text.lines().noneMatch((line) -> line.startsWith("# ") && !line.startsWith("# Example: "))) {
				unexplained.add(path + " has no reason");
			}
			if (EMPTY.matcher(text).find() && !text.contains("# Example: ")) {
				unexplained.add(path + " has no example");
			}
		});
		return unexplained;
	}

	/**
	 * Return the values of the file, each with the comment directly above it and its
	 * line.
	 */
	private static Map<String, String> comments(List<String> lines) throws IOException {
		Map<String, String> comments = new TreeMap<>();
		List<String> path = new ArrayList<>();
		StringBuilder above = new StringBuilder();
		for (String line : lines) {
			if (line.strip().startsWith("#")) {
				above.append(line.strip()).append('\n');
				continue;
			}
			Matcher key = KEY.matcher(line);
			if (key.matches()) {
				path = new ArrayList<>(path.subList(0, key.group(1).length() / 2));
				path.add(key.group(2));
				String name = String.join(".", path);
				boolean holdsOthers = all().keySet().stream().anyMatch((other) -> other.startsWith(name + "."));
				if (all().containsKey(name) || (holdsOthers && !line.endsWith(":"))) {
					comments.put(name, above.append(line).toString());
				}
			}
			above.setLength(0);
		}
		return comments;
	}

	@Test
	void theReadmeShowsEach() throws IOException {
		String readme = Files.readString(Charts.LIBRARY.resolve("README.md"));
		assertThat(all().keySet()).allSatisfy((path) -> assertThat(readme).contains("| `" + path + "` |"));
	}

	private static String ground(String path) {
		return GROUND.entrySet()
			.stream()
			.filter((entry) -> path.startsWith(entry.getKey()))
			.max(Map.Entry.comparingByKey((one, other) -> Integer.compare(one.length(), other.length())))
			.map(Map.Entry::getValue)
			.orElse("{}");
	}

	private static String change(ChartValue value) {
		String path = value.path();
		String change = CHANGES.get(path);
		if (change != null) {
			return change;
		}
		JsonNode before = value.byDefault();
		if (before != null && before.isBoolean()) {
			return String.valueOf(!before.asBoolean());
		}
		if (before != null && before.isInt()) {
			return String.valueOf(before.asInt() + 1);
		}
		throw new AssertionError("no other value for " + path + ": add one to CHANGES");
	}

	private static String nested(String path, String value) {
		int dot = path.indexOf('.');
		return (dot < 0) ? "{" + path + ": " + value + "}"
				: "{" + path.substring(0, dot) + ": " + nested(path.substring(dot + 1), value) + "}";
	}

	private static Map<String, ChartValue> all() throws IOException {
		if (all.isEmpty()) {
			all = ChartValue.of(Charts.LIBRARY)
				.stream()
				.collect(Collectors.toMap(ChartValue::path, Function.identity(), (one, other) -> one, TreeMap::new));
		}
		return all;
	}

}
