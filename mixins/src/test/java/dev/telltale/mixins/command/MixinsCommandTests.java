package dev.telltale.mixins.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MixinsCommand}.
 */
class MixinsCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@TempDir
	Path directory;

	@Test
	void rendersEverything() {
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--output", output)).isZero();
		assertThat(output).isDirectoryContaining("glob:**/prometheus")
			.isDirectoryContaining("glob:**/alertmanager")
			.isDirectoryContaining("glob:**/dashboards")
			.isDirectoryContaining("glob:**/runbooks");
		assertThat(output.resolve("runbooks/Watchdog.md")).content().contains("## Diagnosis");
		assertThat(this.out.toString()).startsWith("Rendered 2 files of alertmanager, ")
			.endsWith(" to " + output + "\n");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void rendersTheSameOverAnEarlierRendering() {
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--output", output)).isZero();
		assertThat(run("render", "--format", "kubernetes", "--output", output)).isZero();
		assertThat(output).isDirectoryContaining("glob:**/kubernetes").isDirectoryNotContaining("glob:**/prometheus");
	}

	@Test
	void hasNothingToSayOfTheBundledMixin() {
		assertThat(run("lint")).isZero();
		assertThat(this.out).hasToString("Nothing to say.\n");
	}

	@Test
	void saysWhatIsWrongWithAMixin() throws IOException {
		Files.writeString(this.directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  prometheusAlerts+:: { shop: { TooManyUsers: {
				    severity: 'warning', 'for': '5m', expr: 'sum by (job) (business_users)',
				    summary: 'Too many users.', description: '{{ $value }} users of {{ $labels.job }}.',
				  } } },
				}
				""");
		assertThat(run("lint", "--mixin", this.directory)).isEqualTo(1);
		assertThat(this.out.toString()).startsWith("TooManyUsers: ").contains(" [condition]").endsWith("1 to mend.\n");
	}

	@Test
	void rendersOneService() {
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--service", "__SERVICE__", "--output", output)).isZero();
		assertThat(output.resolve("prometheus/rules/http.yaml")).content().contains("job=\"__SERVICE__\"");
		assertThat(output).isDirectoryNotContaining("glob:**/alertmanager");
		assertThat(output.resolve("runbooks/Watchdog.md")).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "config.yaml", "config.yml", "config.json", "config.jsonnet" })
	void readsAConfiguration(String name) throws IOException {
		Path output = this.directory.resolve("out");
		Path config = Files.writeString(this.directory.resolve(name),
				"{\"alerts\": {\"highErrorRate\": {\"threshold\": 0.2}}}");
		assertThat(run("render", "--config", config, "--output", output)).isZero();
		assertThat(output.resolve("prometheus/rules/http.yaml")).content().contains(" > 0.2\n");
		assertThat(output.resolve("runbooks/HighErrorRate.md")).content().contains("| `threshold` | 0.2 |");
	}

	@Test
	void tellsHowToReproduceByScenarios() {
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--scenarios", Path.of("../examples/scenarios"), "--output", output)).isZero();
		assertThat(output.resolve("runbooks/HighErrorRate.md")).content().contains("./telltale prove error-burst");
	}

	@Test
	void lists() {
		assertThat(run("list")).as(this.err.toString()).isZero();
		assertThat(this.out.toString().lines())
			.contains("HighErrorRate                    critical  Too many requests to a service fail.",
					"HighErrorRate                    warning   Too many requests to a service fail.")
			.anyMatch((line) -> line.matches("telltale-service +dashboard Service: .*"))
			.doesNotHaveDuplicates();
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(
				Arguments.of("a.yaml", "alerts:\n  highErorRate:\n    threshold: 0.1\n",
						":2:3: _config.alerts has no key \"highErorRate\": it has "),
				Arguments.of("a.yaml", "grafanaUrl: https://grafana\ntimeDivisor: fast\n",
						":2:1: _config.timeDivisor must be a number, not a string"),
				Arguments.of("a.json", "{\n  \"alerts\": []\n}", ":2:3: _config.alerts must be an object, not a list"),
				Arguments.of("a.yaml", "grafanaUrl: https://grafana\nalerts:\n  highErrorRate:\n    window: 1 m\n",
						":4:5: not a duration: 1 m"),
				Arguments.of("a.yaml", "alerts:\n  highErrorRate:\n    threshold: 0.1\n    for: 10s\n",
						":4:5: a for of 10s (10s divided by 1) is shorter than 3 scrapes of 15s"),
				Arguments.of("a.yaml", "services:\n  checkout:\n    highLatency:\n      treshold: 2\n",
						":4:7: _config.services.checkout.highLatency has no key \"treshold\""),
				Arguments.of("a.yaml", "services:\n  check.out:\n    watchdog: null\n",
						":3:5: _config.services.check.out has no key \"watchdog\""),
				Arguments.of("a.yaml", "alertmanager:\n  teams:\n    shop:\n      warning: {slak: {}}\n",
						":4:17: _config.alertmanager.teams.shop.warning has no key \"slak\""),
				Arguments.of("a.yaml", "identityLabels:\n- cluster\n", ":1:1: identityLabels must hold job"),
				Arguments.of("a.yaml", "alerts:\n  highErrorRate: [\n",
						":3:1: expected the node content, but found '<stream end>'"),
				Arguments.of("a.yaml", "grafanaUrl: a\ngrafanaUrl: b\n", ":2:11: Duplicate"),
				Arguments.of("a.json", "{\"grafanaUrl\": }", ":1:16: "),
				Arguments.of("a.yaml", "- grafanaUrl\n", ":1:1: it must hold keys of _config"),
				Arguments.of("a.jsonnet", "{\n  grafanaUrl: self.url,\n}\n", ":2:19: Field does not exist: url"),
				Arguments.of("a.jsonnet", "{\n  alerts: {\n    highErorRate: {} },\n}\n",
						":3:5: _config.alerts has no key \"highErorRate\""),
				Arguments.of("a.jsonnet", "local d = '10s';\n{\n  alerts: { highErrorRate: { 'for': d } },\n}\n",
						":3:30: a for of 10s"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void pointsToTheMistake(String name, String text, String message) throws IOException {
		Path config = Files.writeString(this.directory.resolve(name), text);
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--config", config, "--output", output)).isEqualTo(1);
		assertThat(this.err.toString()).hasLineCount(1).startsWith("telltale-mixins: " + config + message);
		assertThat(output).doesNotExist();
	}

	@Test
	void pointsToTheMistakeOfAMixin() throws IOException {
		Path file = Files.writeString(this.directory.resolve("mixin.libsonnet"),
				"(import 'telltale/mixin/mixin.libsonnet') + {\n  _config+:: { grafanaUrl: self.url },\n}\n");
		Path config = Files.writeString(this.directory.resolve("config.yaml"), "selector: 'a=\"b\"'\n");
		assertThat(
				run("render", "--mixin", this.directory, "--config", config, "--output", this.directory.resolve("out")))
			.isEqualTo(1);
		assertThat(this.err.toString()).isEqualTo("telltale-mixins: " + file + ":2:32: Field does not exist: url\n");
	}

	@Test
	void saysWhatIsMissing() throws IOException {
		Path output = this.directory.resolve("out");
		assertThat(run("render", "--mixin", this.directory, "--output", output)).isEqualTo(1);
		assertThat(run("render", "--config", this.directory.resolve("none.yaml"), "--output", output)).isEqualTo(1);
		assertThat(run("render", "--config", Files.createFile(this.directory.resolve("a.toml")), "--output", output))
			.isEqualTo(1);
		assertThat(run("render", "--output", this.directory)).isEqualTo(1);
		List<String> lines = this.err.toString().lines().toList();
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0)).startsWith("telltale-mixins: no mixin.libsonnet in " + this.directory);
		assertThat(lines.get(1)).endsWith("none.yaml: create it, or leave --config out");
		assertThat(lines.get(2)).endsWith("a.toml is none of .yaml, .json and .jsonnet: rename it");
		assertThat(lines.get(3)).contains("holds more than a rendering (a.toml): choose a folder of its own");
	}

	@Test
	void refusesWordsItDoesNotKnow() {
		assertThat(run("rendre")).isEqualTo(2);
		assertThat(run("render")).isEqualTo(2);
		assertThat(run("render", "--output", this.directory, "--format", "nagios")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Missing required option: '--output=DIR'",
				"expected one of [prometheus, kubernetes]");
		assertThat(run("render", "--help")).isZero();
	}

	private int run(Object... arguments) {
		return MixinsCommand.run(new PrintWriter(this.out, true), new PrintWriter(this.err, true),
				Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
	}

}
