package dev.telltale.mixins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import java.util.HashSet;

import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules as Prometheus reads them.
 */
class RulesTests {

	private final Mixin mixin = Mixin.bundled();

	static Stream<Map<String, Object>> renderings() {
		return Stream.of(Map.of(), Mixin.DEMO);
	}

	@ParameterizedTest
	@MethodSource("renderings")
	void promtoolAcceptsEveryRule(Map<String, Object> config, @TempDir Path directory) throws Exception {
		Rendering rendering = this.mixin.render(config);
		rendering.writeTo(directory.resolve("out"));
		List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
		rendering.files()
			.keySet()
			.stream()
			.filter((path) -> path.startsWith("prometheus/rules/"))
			.forEach((path) -> arguments.add(directory.resolve("out").resolve(path).toString()));
		Programs.Result check = Programs.run(Tool.PROMTOOL, arguments.toArray(String[]::new));
		assertThat(check.exitCode()).as(check.output()).isZero();
	}

	@Test
	void everyAlertIsWellWritten() {
		for (JsonNode alert : alerts()) {
			String name = alert.get("alert").asString();
			JsonNode annotations = alert.get("annotations");
			assertThat(name).matches("([A-Z][a-z0-9]+)+");
			assertThat(alert.at("/labels/severity").asString()).as(name).isIn("critical", "warning", "info", "none");
			assertThat(annotations.get("summary").asString()).as(name).matches("[A-Z][^{]*\\.");
			assertThat(annotations.get("description").asString()).as(name).endsWith(".");
		}
	}

	@Test
	void textsNameNoLabelThatTheExpressionDrops() {
		Pattern label = Pattern.compile("\\$labels\\.(\\w+)");
		for (JsonNode alert : alerts()) {
			String expression = alert.get("expr").asString();
			label.matcher(alert.get("annotations").get("description").asString())
				.results()
				.map((match) -> match.group(1))
				// What a recording keeps is what its rule keeps.
				.forEach((name) -> assertThat(expression.contains("by (") ? expression : by(alert))
					.as(alert.get("alert").asString())
					.containsPattern("by \\([^)]*\\b" + name + "\\b"));
		}
	}

	@Test
	void onlyBurnsAndOutagesPageAServiceWithObjectives() {
		assertThat(alerts()).filteredOn((alert) -> alert.at("/labels/severity").asString().equals("critical"))
			.filteredOn((alert) -> !alert.get("expr").asString().contains("unless\n# A service with an objective"))
			.extracting((alert) -> alert.get("alert").asString())
			.containsOnly("ProbeFailed", "ServiceDown", "SloErrorBudgetBurn");
	}

	@Test
	void recordingsAreNamedByLevelMetricAndRole() {
		assertThat(rules("record")).isNotEmpty()
			.allSatisfy((rule) -> assertThat(rule.get("record").asString()).matches("[a-z_]+:[a-z_]+:[a-z_]+"));
	}

	@Test
	void everyAlertIsInOneSeverityOrTellsItsVariantsApart() {
		Set<JsonNode> seen = new HashSet<>();
		for (JsonNode alert : alerts()) {
			JsonNode identity = alert.get("labels").deepCopy();
			((ObjectNode) identity).set("alert", alert.get("alert"));
			assertThat(seen.add(identity)).as("two rules make the same alert %s", identity).isTrue();
		}
	}

	private String by(JsonNode alert) {
		StringBuilder recordings = new StringBuilder();
		for (JsonNode rule : rules("record")) {
			if (alert.get("expr").asString().contains(rule.get("record").asString())) {
				recordings.append(rule.get("expr").asString());
			}
		}
		return recordings.toString();
	}

	private List<JsonNode> alerts() {
		return rules("alert");
	}

	private List<JsonNode> rules(String kind) {
		List<JsonNode> rules = new ArrayList<>();
		for (JsonNode file : this.mixin.evaluate("std.objectValues((import 'lib/render.libsonnet')(mixin))",
				Map.of())) {
			for (JsonNode group : file.path("groups")) {
				group.get("rules").forEach((rule) -> {
					if (rule.has(kind)) {
						rules.add(rule);
					}
				});
			}
		}
		return rules;
	}

}
