package dev.telltale.mixins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.tools.binaries.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Signals are the one place that knows metrics.
 */
class SignalsTests {

	private static final Path SOURCES = Path.of("src/main/jsonnet");

	private static final Pattern METRIC = Pattern.compile(
			"\\b(?:http_(?:client|server)|kafka_(?!test)|logback_|probe_(?!test)|scrape_|spring_kafka|telltale_|slo_[a-z]+_[a-z]|business_(?!test)|hikaricp_|jvm_|tomcat_|process_|system_|application_|up\\{)\\w*");

	private final Mixin mixin = Mixin.bundled();

	@Test
	void metricsAreNamedInSignalsOnly() throws IOException {
		Set<String> strangers = new TreeSet<>();
		try (Stream<Path> files = Files.walk(SOURCES)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				if (!file.startsWith(SOURCES.resolve("signals"))) {
					// Comments and texts may speak of metrics.
					String code = Files.readAllLines(file)
						.stream()
						.filter((line) -> !line.strip().startsWith("//"))
						.collect(Collectors.joining("\n"));
					METRIC.matcher(code).results().forEach((match) -> strangers.add(file + ": " + match.group()));
				}
			}
		}
		assertThat(strangers).isEmpty();
	}

	@Test
	void everySignalIsValidPromQl(@TempDir Path directory) throws Exception {
		// Forces what no panel and no alert reads yet.
		JsonNode rules = this.mixin.evaluate(
				"""
						local view = { matchers: [''], recorded: [], by: ['job'], range: '5m' };
						local signals(area) =
						  [area[name] for name in std.objectFields(area) if std.objectHas(area[name], 'unit')];
						{ groups: [{
						  name: 'signals',
						  rules: [
						    { record: 'a:b:c', expr: expr, labels: { area: area, name: signal.name, index: '%d' % index } }
						    for area in std.objectFields(mixin.signals)
						    for index in std.range(0, std.length(signals(mixin.signals[area])) - 1)
						    for signal in [signals(mixin.signals[area])[index]]
						    for expr in [signal.expr(view)] + (if std.objectHasAll(signal, 'increase') then [signal.increase(view)] else [])
						  ],
						}] }
						""",
				Map.of());
		assertThat(rules.at("/groups/0/rules").size()).isGreaterThan(30);
		Path file = Files.writeString(directory.resolve("signals.yaml"), new JsonMapper().writeValueAsString(rules));
		Programs.Result check = Programs.run(Tool.PROMTOOL, "check", "rules", "--lint=none", file.toString());
		assertThat(check.exitCode()).as(check.output()).isZero();
	}

	@Test
	void everySignalIsDescribed() {
		JsonNode areas = this.mixin.evaluate("mixin.signals", Map.of());
		assertThat(areas.isEmpty()).isFalse();
		areas.forEach((area) -> area.forEach((signal) -> {
			if (signal.has("unit")) {
				assertThat(signal.get("name").asString()).isNotBlank();
				assertThat(signal.get("description").asString()).endsWith(".");
				assertThat(signal.get("type").asString()).isIn("counter", "gauge", "histogram", "quantile", "ratio",
						"recorded");
			}
		}));
	}

}
