package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.Yaml;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_rules.tpl}.
 */
@RequiresHelm
class RulesTests {

	private static final String PLATFORM = "workload: {enabled: false}\nplatform: {rules: {enabled: true}}";

	private static final Map<Map<String, String>, dev.telltale.mixins.Rendering> MIXINS = new HashMap<>();

	@TempDir
	private Path directory;

	@Test
	void areOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("PrometheusRule");
	}

	@Test
	void thePlatformHasEveryRuleOfTheMixin() throws IOException {
		Rendering rendering = Charts.render(PLATFORM);
		assertThat(rendering.kinds()).containsExactly("PrometheusRule");
		List<Path> files = files("rules");
		assertThat(rendering.objects()).hasSameSizeAs(files);
		for (Path file : files) {
			KubernetesObject rule = rendering.object("PrometheusRule",
					"shop-" + file.getFileName().toString().replace(".yaml", ""));
			assertThat(rule.at("/spec")).isEqualTo(ofTheMixin(Map.of(), file));
			assertThat(rule.at("/metadata/labels/release").asString()).isEqualTo("kube-prometheus-stack");
		}
		assertThat(rendering.yaml()).contains("{{ $labels.job }}").doesNotContain("_url:", "__");
	}

	@Test
	void leadToGrafanaAndToRunbooksWhereTheyAre() throws IOException {
		String links = "links: {grafana: \"https://grafana.example\", runbooks: \"https://runbooks.example/%s?a=$1\"}";
		Rendering rendering = Charts
			.render("workload: {enabled: false}\nplatform: {rules: {enabled: true}, " + links + "}");
		Map<String, String> config = Map.of("grafanaUrl", "https://grafana.example", "runbookUrlPattern",
				"https://runbooks.example/%s?a=$1");
		for (Path file : files("rules")) {
			KubernetesObject rule = rendering.object("PrometheusRule",
					"shop-" + file.getFileName().toString().replace(".yaml", ""));
			assertThat(rule.at("/spec")).isEqualTo(ofTheMixin(config, file));
		}
		assertThat(rendering.yaml()).contains("dashboard_url: \"https://grafana.example/d/telltale-service?",
				"logs_url: \"https://grafana.example/explore?",
				"runbook_url: https://runbooks.example/HighErrorRate?a=$1");
		assertThat(Charts.render("{standalone: {enabled: true}, name: orders, platform: {" + links + "}}").yaml())
			.contains("dashboard_url: \"https://grafana.example/d/telltale-service-orders?",
					"runbook_url: https://runbooks.example/HighErrorRate?a=$1");
	}

	@Test
	void leadToOneOfBoth() {
		assertThat(Charts.render("""
				workload: {enabled: false}
				platform: {rules: {enabled: true}, links: {runbooks: "https://runbooks.example/%s"}}
				""").yaml()).contains("runbook_url: https://runbooks.example/")
			.doesNotContain("dashboard_url:", "logs_url:", "traces_url:", "__");
		assertThat(Charts.render("""
				workload: {enabled: false}
				platform: {rules: {enabled: true}, links: {grafana: "https://grafana.example"}}
				""").yaml()).contains("dashboard_url: \"https://grafana.example/").doesNotContain("runbook_url:", "__");
	}

	private static JsonNode ofTheMixin(Map<String, String> config, Path file) {
		return Yaml.read(MIXINS.computeIfAbsent(config, Mixin.bundled()::render)
			.files()
			.get("prometheus/rules/" + file.getFileName()));
	}

	@Test
	void someCanBeLeftOut() throws IOException {
		Rendering rendering = Charts
			.render("workload: {enabled: false}\nplatform: {rules: {enabled: true, without: [kafka]}}");
		assertThat(rendering.objects()).hasSize(files("rules").size() - 1)
			.noneMatch((rule) -> rule.name().equals("shop-kafka"));
	}

	@Test
	void standingAloneAServiceHasItsOwn() throws IOException {
		Rendering rendering = Charts.render("standalone: {enabled: true}\nname: orders");
		List<KubernetesObject> rules = rules(rendering);
		assertThat(rules).hasSameSizeAs(files("service/rules"));
		for (KubernetesObject rule : rules) {
			assertThat(rule.json().toString()).contains("job=\\\"orders\\\"").doesNotContain("__SERVICE__");
			for (JsonNode group : rule.at("/spec/groups")) {
				assertThat(group.path("name").asString()).startsWith("telltale.orders.");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PLATFORM, "standalone: {enabled: true}\nname: orders",
			"workload: {enabled: false}\nplatform: {rules: {enabled: true}, links: {grafana: \"https://grafana.example\"}}" })
	void prometheusTakesThem(String values) throws Exception {
		List<KubernetesObject> rules = rules(Charts.render(values));
		TreeSet<String> groups = new TreeSet<>();
		List<String> command = Toolbox.standard().require(Tool.PROMTOOL).command("check", "rules");
		for (KubernetesObject rule : rules) {
			Path file = this.directory.resolve(rule.name() + ".yaml");
			Files.writeString(file, rule.at("/spec").toString());
			command.add(file.toString());
			rule.at("/spec/groups").forEach((group) -> assertThat(groups.add(group.path("name").asString())).isTrue());
		}
		Process promtool = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
		try {
			String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(promtool.waitFor()).as(output).isZero();
			assertThat(output).contains("SUCCESS");
		}
		finally {
			promtool.destroy();
		}
	}

	private static List<KubernetesObject> rules(Rendering rendering) {
		return rendering.objects().stream().filter((object) -> object.kind().equals("PrometheusRule")).toList();
	}

	private static List<Path> files(String folder) throws IOException {
		try (Stream<Path> files = Files.list(Charts.LIBRARY.resolve(folder))) {
			return files.sorted().toList();
		}
	}

}
