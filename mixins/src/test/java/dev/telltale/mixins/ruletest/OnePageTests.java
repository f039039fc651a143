package dev.telltale.mixins.ruletest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.mixins.promql.LabelMatcher;
import dev.telltale.mixins.rules.RuleGroup;
import dev.telltale.tools.alertmanager.Alert;
import dev.telltale.tools.alertmanager.AlertGroup;
import dev.telltale.tools.alertmanager.AlertmanagerClient;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import dev.telltale.tools.http.JsonApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One fault makes at most one page a service: what promtool sees firing goes through the
 * real Alertmanager.
 */
class OnePageTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Pattern FIRING = Pattern.compile("\\{__name__=\"ALERTS\",[^}]*}");

	// A fault of its own: Alertmanager cannot tell faults apart in one run, clusters it
	// can.
	private static final String FAULT = "cluster";

	private final Mixin mixin = Mixin.bundled();

	@TempDir
	Path directory;

	@Test
	void oneFaultIsAtMostOnePageAService() throws Exception {
		JsonNode faults = this.mixin.evaluate("import 'tests/faults.libsonnet'", Map.of());
		RuleTester tester = new RuleTester(Toolbox.standard().require(Tool.PROMTOOL), this.mixin.render(Map.of()),
				Files.createDirectory(this.directory.resolve("rules")));
		List<Map<String, String>> firing = new ArrayList<>();
		faults.forEachEntry((name, fault) -> {
			List<Map<String, String>> alerts = firing(tester, name, fault);
			assertThat(alerts).as(name)
				.extracting((labels) -> labels.get("alertname"))
				.containsAll(fault.get("alerts").valueStream().map((alert) -> alert.asString("")).toList());
			firing.addAll(alerts);
		});
		List<AlertGroup> groups = route(firing);
		Map<String, List<String>> pages = groups.stream()
			.filter((group) -> group.receiver().equals("critical"))
			.filter((group) -> group.alerts().stream().anyMatch((alert) -> alert.state() == Alert.State.ACTIVE))
			.collect(Collectors.groupingBy(
					(group) -> group.labels().get(FAULT) + ": " + group.labels().getOrDefault("job", "nobody"),
					Collectors.mapping(
							(group) -> group.alerts().stream().map(Alert::name).distinct().toList().toString(),
							Collectors.toList())));
		assertThat(pages).isNotEmpty().allSatisfy((service, notified) -> assertThat(notified).as(service).hasSize(1));
		Set<String> paged = pages.keySet()
			.stream()
			.map((page) -> page.substring(0, page.indexOf(':')))
			.collect(Collectors.toSet());
		assertThat(paged).isEqualTo(new HashSet<>(faults.propertyNames()));
	}

	/** The labels of all alerts that fire, read from what promtool did not expect. */
	private List<Map<String, String>> firing(RuleTester tester, String name, JsonNode fault) {
		ObjectNode document = JSON.createObjectNode();
		document.set("evaluation_interval", fault.get("interval"));
		RuleGroup.of(this.mixin.render(Map.of()))
			.forEach((group) -> document.withArray("group_eval_order").add(group.name()));
		ObjectNode test = document.putArray("tests").addObject();
		test.set("interval", fault.get("interval"));
		test.set("input_series", fault.get("series"));
		test.putArray("promql_expr_test")
			.addObject()
			.put("expr", "ALERTS{alertstate=\"firing\"}")
			.put("eval_time", fault.get("at").asString(""))
			.putArray("exp_samples");
		String output = tester.run(new RuleTest("", name, true, document)).orElseThrow();
		return FIRING.matcher(output).results().map((match) -> {
			Map<String, String> labels = new HashMap<>();
			((VectorSelector) Expression.parse(match.group())).matchers()
				.forEach((LabelMatcher matcher) -> labels.put(matcher.label(), matcher.value()));
			labels.keySet().removeAll(Set.of("__name__", "alertstate"));
			labels.put(FAULT, name);
			return labels;
		}).toList();
	}

	private List<AlertGroup> route(List<Map<String, String>> firing) throws Exception {
		Path rendering = this.directory.resolve("rendering");
		Map<String, Object> nobody = Map.of("webhook", Map.of("url", "http://127.0.0.1:9/"));
		Map<String, Object> webhooks = Map.of("critical", nobody, "warning", nobody);
		this.mixin.render(Map.of("alertmanager", Map.of("receivers", webhooks))).writeTo(rendering);
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		Path log = this.directory.resolve("alertmanager.log");
		Process alertmanager = new ProcessBuilder(Toolbox.standard()
			.require(Tool.ALERTMANAGER)
			.command("--config.file=" + rendering.resolve("alertmanager/alertmanager.yml"),
					"--storage.path=" + this.directory.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
					"--cluster.listen-address="))
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			URI address = URI.create("http://127.0.0.1:" + port);
			AlertmanagerClient client = new AlertmanagerClient(address);
			await(() -> client.isReady(), log);
			new JsonApi("Alertmanager", address, Duration.ofSeconds(10)).post("/api/v2/alerts",
					firing.stream().map((labels) -> Map.of("labels", labels)).toList());
			await(() -> {
				List<Alert> alerts = client.alerts();
				return alerts.size() == firing.size()
						&& alerts.stream().noneMatch((alert) -> alert.state() == Alert.State.UNPROCESSED);
			}, log);
			return client.groups();
		}
		finally {
			alertmanager.destroy();
			if (!alertmanager.waitFor(5, TimeUnit.SECONDS)) {
				alertmanager.destroyForcibly().waitFor();
			}
		}
	}

	private static void await(BooleanSupplier condition, Path log) throws IOException, InterruptedException {
		Instant end = Instant.now().plusSeconds(30);
		while (!condition.getAsBoolean()) {
			if (Instant.now().isAfter(end)) {
				throw new IllegalStateException("the Alertmanager does not judge its alerts: " + Files.readString(log));
			}
			Thread.sleep(50);
		}
	}

}
