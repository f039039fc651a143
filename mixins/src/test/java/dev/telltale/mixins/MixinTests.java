package dev.telltale.mixins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Mixin}.
 */
class MixinTests {

	private final Mixin mixin = Mixin.bundled();

	@Test
	void rendersRulesDashboardsAndAlertmanager() {
		assertThat(this.mixin.render(Map.of()).files().keySet())
			.contains("alertmanager/alertmanager.yml", "dashboards/service.json", "prometheus/rules/http.yaml",
					"prometheus/rules/slo.yaml")
			.allMatch((path) -> path.matches(
					"alertmanager/alertmanager.yml|dashboards/[a-z-]+\\.json" + "|prometheus/rules/[a-z]+\\.yaml"));
	}

	@Test
	void rendersTheSameEachTime() {
		assertThat(Mixin.bundled().render(Map.of()).files()).isEqualTo(this.mixin.render(Map.of()).files());
	}

	@Test
	void mergesOverridesAtEveryDepth() {
		String rules = rules(Map.of("alerts", Map.of("highErrorRate", Map.of("threshold", 0.2)), "alertLabels",
				Map.of("origin", "telltale")));
		assertThat(rules).contains(" > 0.2\n", "the threshold is 20%", "[5m]", "origin: telltale")
			.doesNotContain(" > 0.05\n");
	}

	@Test
	void linksToDashboardAndRunbookWhereTheyAre() {
		assertThat(rules(Map.of())).doesNotContain("dashboard_url", "runbook_url");
		assertThat(rules(
				Map.of("grafanaUrl", "https://grafana.example", "runbookUrlPattern", "https://runbooks.example/%s.md")))
			.contains("https://grafana.example/d/telltale-service?var-cluster={{ $labels.cluster | urlquery }}",
					"&var-job={{ $labels.job | urlquery }}", "https://runbooks.example/HighErrorRate.md");
	}

	@Test
	void aggregatesByTheIdentityLabelsOnly() {
		Map<String, String> files = this.mixin.render(Map.of("identityLabels", List.of("region", "job"))).files();
		// What exporters of the platform say has labels of its own.
		for (String area : List.of("http", "service", "slo", "database", "business")) {
			assertThat(files.get("prometheus/rules/" + area + ".yaml")).contains("by (region, job")
				.doesNotContain("cluster", "namespace");
		}
	}

	@Test
	void addsTheSelectorToWhatServicesExport() {
		assertThat(rules(Map.of("selector", "team=\"shop\"")))
			.contains("slo_events_total{slo=\"http\",sli=\"availability\",team=\"shop\"}");
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(
				Arguments.of(Map.of("alerts", Map.of("highErorRate", Map.of())),
						"_config.alerts has no key \"highErorRate\": it has "),
				Arguments.of(Map.of("timeDivisor", "15"), "_config.timeDivisor must be a number, not a string"),
				Arguments.of(Map.of("alerts", List.of()), "_config.alerts must be an object, not a list"),
				Arguments.of(Map.of("scrapeInterval", "15 s"), "not a duration: 15 s (write it like 90s, 5m or 1h30m)"),
				Arguments.of(Map.of("timeDivisor", 7), "5m divided by timeDivisor 7 is not a whole number of seconds"),
				Arguments.of(Map.of("timeDivisor", 15), "is shorter than"),
				Arguments.of(Map.of("scrapeInterval", "1m"), "is shorter than"),
				Arguments.of(Map.of("alerts", Map.of("highErrorRate", Map.of("window", "1m"))),
						"a range of 1m (1m divided by 1) is shorter than 8 scrapes of 15s"),
				Arguments.of(Map.of("alerts", Map.of("highErrorRate", Map.of("for", "30s"))),
						"a for of 30s (30s divided by 1) is shorter than 3 scrapes of 15s"),
				Arguments.of(Map.of("identityLabels", List.of("cluster")),
						"identityLabels must hold job: it names the service"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysInOneLineWhatIsWrongWithAnOverride(Map<String, ?> config, String message) {
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> this.mixin.render(config))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).contains(message));
	}

	@Test
	void rendersAUsersMixinOnTopOfTheBundledOne(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  _config+:: { alerts+: { highErrorRate+: { threshold: 0.1 } } },
				  prometheusAlerts+:: {
				    http+: { HighLatency:: null },
				    service+: { ServiceDown+: { 'for': '10m' } },
				  },
				  grafanaDashboards+:: { 'service.json'+: { title: 'My service' } },
				}
				""");
		Rendering rendering = Mixin.in(directory).render(Map.of());
		assertThat(rendering.files().get("prometheus/rules/http.yaml")).contains(" > 0.1\n")
			.doesNotContain("HighLatency");
		assertThat(rendering.files().get("prometheus/rules/service.yaml")).contains("for: 10m");
		assertThat(rendering.files().get("dashboards/service.json")).contains("\"title\" : \"My service\"");
	}

	@Test
	void pointsToTheLineOfAUsersMistake(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  _config+:: { grafanaUrl: self.url },
				}
				""");
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> Mixin.in(directory).render(Map.of()))
			.withMessage(file + ":2:32: Field does not exist: url");
	}

	@Test
	void namesTheAlertThatLacksAField(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("mixin.libsonnet"), """
				(import 'telltale/mixin/mixin.libsonnet') + {
				  prometheusAlerts+:: { mine: { TooQuiet: { expr: 'vector(1)', severity: 'info', 'for': '5m' } } },
				}
				""");
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> Mixin.in(directory).render(Map.of()))
			.withMessageContaining("alert TooQuiet must provide summary, description");
	}

	@Test
	void saysWhatADirectoryWithoutAMixinLacks(@TempDir Path directory) {
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> Mixin.in(directory))
			.withMessageStartingWith("no mixin.libsonnet in " + directory);
	}

	private String rules(Map<String, ?> config) {
		StringBuilder rules = new StringBuilder();
		this.mixin.render(config)
			.files()
			.forEach((path, text) -> rules.append(path.startsWith("prometheus/") ? text : ""));
		return rules.toString();
	}

}
