package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.telltale.chart.Chart;
import dev.telltale.chart.ChartException;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import dev.telltale.mixins.Yaml;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@code objects/_own.tpl}: rules and dashboards that stand in the chart of the
 * service.
 */
@RequiresHelm
class OwnTests {

	private static final String BOTH = "own: {rules: {enabled: true}, dashboards: {enabled: true}}";

	private static final Path FILES = Path.of("src/test/charts/service");

	@TempDir
	private Path directory;

	@Test
	void areOffUnlessSwitchedOn() {
		assertThat(Charts.render("").objects()).noneMatch((object) -> object.name().contains("-own-"));
	}

	@Test
	void aFileOfRulesBecomesAPrometheusRule() throws IOException {
		Rendering rendering = Charts.render("own: {rules: {enabled: true}}");
		KubernetesObject rule = rendering.only("PrometheusRule");
		assertThat(rule.name()).isEqualTo("shop-own-checkout");
		assertThat(rule.at("/metadata/labels/release").asString()).isEqualTo("kube-prometheus-stack");
		assertThat(rule.at("/metadata/labels/app.kubernetes.io~1name").asString()).isEqualTo("shop");
		assertThat(rule.at("/spec")).isEqualTo(Yaml.read(Files.readString(FILES.resolve("rules/checkout.yaml"))));
		assertThat(dashboards(rendering)).isEmpty();
		assertThat(Charts.render("{own: {rules: {enabled: true}}, monitor: {labels: {release: other}}}")
			.only("PrometheusRule")
			.at("/metadata/labels/release")
			.asString()).isEqualTo("other");
	}

	@Test
	void aDashboardBecomesAConfigMapWithTheFileAsItIs() throws IOException {
		Rendering rendering = Charts.render("own: {dashboards: {enabled: true}}");
		KubernetesObject map = dashboards(rendering).get(0);
		assertThat(dashboards(rendering)).hasSize(1);
		assertThat(map.name()).isEqualTo("shop-own-dashboard-checkout");
		assertThat(map.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
		assertThat(map.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Telltale");
		assertThat(map.json().get("data").get("checkout.json").asString())
			.isEqualTo(Files.readString(FILES.resolve("dashboards/checkout.json")).strip());
		assertThat(rendering.kinds()).doesNotContain("PrometheusRule");
		KubernetesObject other = dashboards(Charts.render("""
				own: {dashboards: {enabled: true}}
				platform: {dashboards: {labels: {look: here}, annotations: {grafana_folder: Shop}}}
				""")).get(0);
		assertThat(other.at("/metadata/labels/look").asString()).isEqualTo("here");
		assertThat(other.at("/metadata/annotations/grafana_folder").asString()).isEqualTo("Shop");
	}

	@Test
	void prometheusTakesTheRules() throws Exception {
		KubernetesObject rule = Charts.render(BOTH).only("PrometheusRule");
		KubernetesObject sample = Features.chart("sample-service")
			.values("observability: {" + BOTH + "}")
			.render()
			.only("PrometheusRule");
		assertThat(sample.name()).isEqualTo("sample-service-own-orders");
		List<String> command = Toolbox.standard().require(Tool.PROMTOOL).command("check", "rules");
		for (KubernetesObject each : List.of(rule, sample)) {
			command.add(Files.writeString(this.directory.resolve(each.name()), each.at("/spec").toString()).toString());
		}
		Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			String output = new String(promtool.getInputStream().readAllBytes());
			assertThat(promtool.waitFor()).as(output).isZero();
			assertThat(output.split("SUCCESS: 2 rules found", -1)).hasSize(3);
		}
		finally {
			promtool.destroy();
		}
	}

	@Test
	void standBesideTheGeneralOnes() {
		Rendering rendering = Charts.render(BOTH + "\nstandalone: {enabled: true}");
		assertThat(rendering.objects()).extracting(Object::toString)
			.doesNotHaveDuplicates()
			.contains("PrometheusRule shop-slo", "PrometheusRule shop-own-checkout");
		assertThat(Charts.render(BOTH + "\nworkload: {enabled: false}").kinds()).containsExactly("ConfigMap",
				"PrometheusRule");
	}

	@Test
	void namesStayWithinSixtyThreeCharacters() throws IOException {
		String file = "a-file-whose-name-alone-is-longer-than-kubernetes-permits-for-most-things";
		String rules = Files.readString(FILES.resolve("rules/checkout.yaml"));
		Rendering rendering = chart(Map.of("rules/" + file + "-a.yaml", rules, "rules/" + file + "-b.yaml", rules,
				"rules/short.yaml", rules, "dashboards/" + file + ".json", "{\"title\": \"A\"}"))
			.values("observability: {" + BOTH + ", name: " + "n".repeat(63) + "}")
			.render();
		assertThat(rendering).isValid();
		assertThat(rendering.objects()).extracting(Object::toString)
			.doesNotHaveDuplicates()
			.filteredOn((object) -> object.startsWith("PrometheusRule"))
			.hasSize(3);
		assertThat(rendering.objects())
			.allSatisfy((object) -> assertThat(object.name()).hasSizeLessThanOrEqualTo(63).startsWith("nnnnnnnn"));
	}

	@Test
	void ofTwoCopiesOneBringsThem() throws IOException {
		Chart pair = chart(Map.of("rules/a.yaml", "groups: [{name: a, rules: [{record: a:b, expr: vector(1)}]}]"),
				"api", "worker")
			.values("worker: {own: {rules: {enabled: true}}}");
		Rendering rendering = pair.render();
		assertThat(rendering).isValid();
		assertThat(rendering.only("PrometheusRule").name()).isEqualTo("shop-worker-own-a");
		refusal(pair.values("api: {own: {rules: {enabled: true}}}")).withMessageContaining("api.own.rules.enabled is"
				+ " true, and under worker too, which sees the same files: leave it to one of them");
		// Not the same files.
		assertThat(Charts.umbrella()
			.values("service: {observability: {" + BOTH + "}}")
			.render()
			.object("PrometheusRule", "orders-own-checkout")).isNotNull();
	}

	@Test
	void aFolderWithoutFilesIsTold() {
		refusal(Charts.pair().values("api: {" + BOTH + "}"))
			.withMessageContaining("api.own.rules.enabled is true, and the chart pair has no file rules/NAME.yaml: add"
					+ " one, or set false")
			.withMessageContaining("api.own.dashboards.enabled is true, and the chart pair has no file"
					+ " dashboards/NAME.json: add one, or set false");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					rules/a.yaml        | groups: [                 | rules.enabled is true, and rules/a.yaml cannot be read: yaml: line 1:
					rules/a.yaml        | - name: a                 | rules.enabled is true, and rules/a.yaml cannot be read: error unmarshaling JSON
					rules/a.yaml        | spec: {groups: []}        | rules.enabled is true, and rules/a.yaml has no groups: write it as Prometheus reads a file of rules
					rules/a.yaml        | groups: []                | rules.enabled is true, and rules/a.yaml has no groups: write it as Prometheus reads a file of rules
					rules/a.yaml        | {kind: X, groups: [{name: a}]} | rules.enabled is true, and rules/a.yaml holds kind beside groups: leave that out
					rules/a.yaml        | `# one\n---\ngroups: [{name: a}]\n---\ngroups: [{name: b}]` | rules.enabled is true, and rules/a.yaml holds 2 documents: make a file of each
					rules/A_b.yaml      | groups: [{name: a}]       | rules.enabled is true, and rules/A_b.yaml gives no object a name: call the file by lower-case letters, digits and hyphens
					rules/a.yml         | groups: [{name: a}]       | rules.enabled is true, and rules/a.yml would not be read: call it rules/NAME.yaml
					rules/b/a.yaml      | groups: [{name: a}]       | rules.enabled is true, and rules/b/a.yaml would not be read: call it rules/NAME.yaml
					dashboards/a.json   | {"title": }               | dashboards.enabled is true, and dashboards/a.json cannot be read: invalid character '}'
					dashboards/a.json   | []                        | dashboards.enabled is true, and dashboards/a.json cannot be read: json: cannot unmarshal array
					dashboards/a.json   | {"uid": "a"}              | dashboards.enabled is true, and dashboards/a.json has no title: write it as Grafana shows the JSON model of a dashboard
					""")
	void aFileThatCannotBeUsedIsNamed(String file, String text, String message) throws IOException {
		refusal(chart(Map.of("rules/good.yaml", "groups: [{name: a}]", "rules/README.md", "How they are made.",
				"dashboards/good.json", "{\"title\": \"A\"}", file, text))
			.values("observability: {" + BOTH + "}")).withMessageContaining("observability.own." + message)
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
	}

	private Chart chart(Map<String, String> files, String... aliases) throws IOException {
		StringBuilder about = new StringBuilder("apiVersion: v2\nname: own\nversion: 1.0.0\nappVersion: 1.0.0\n")
			.append("dependencies:\n");
		StringBuilder values = new StringBuilder();
		for (String alias : (aliases.length > 0) ? aliases : new String[] { "observability" }) {
			about.append("  - name: observability\n    version: '>=0.1.0-0'\n    repository: file://")
				.append(Charts.LIBRARY.toAbsolutePath())
				.append("\n    alias: ")
				.append(alias)
				.append('\n');
			values.append(alias).append(": {image: {repository: registry.example/shop/orders}}\n");
		}
		Path folder = Files.createDirectories(this.directory.resolve("own"));
		Files.writeString(folder.resolve("Chart.yaml"), about);
		Files.writeString(folder.resolve("values.yaml"), values);
		Files.createDirectories(folder.resolve("templates"));
		Files.writeString(folder.resolve("templates/observability.yaml"), "{{ include \"observability.all\" . }}\n");
		for (var file : files.entrySet()) {
			Path path = folder.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		return Chart.in(folder).name("shop").namespace("web");
	}

	private static ThrowableAssertAlternative<ChartException> refusal(Chart chart) {
		return assertThatExceptionOfType(ChartException.class).isThrownBy(chart::render);
	}

	private static List<KubernetesObject> dashboards(Rendering rendering) {
		return rendering.objects().stream().filter((object) -> object.name().contains("-own-dashboard-")).toList();
	}

}
