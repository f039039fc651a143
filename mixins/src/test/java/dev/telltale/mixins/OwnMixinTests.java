package dev.telltale.mixins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.telltale.mixins.doctor.Dashboard;
import dev.telltale.mixins.rules.RuleGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a service adds to Telltale's mixin, to be loaded beside it.
 */
class OwnMixinTests {

	private static final Mixin EXAMPLE = Mixin.in(Path.of("../examples/mixins/own"));

	@TempDir
	Path directory;

	@Test
	void holdsNothingOfTelltales() throws IOException {
		Mixin empty = mixin("");
		for (Map<String, ?> config : List.of(Map.<String, Object>of(), Mixin.DEMO, Map.of("service", "shop"))) {
			assertThat(empty.render(config).files()).isEmpty();
			assertThat(empty.renderForKubernetes(config).files()).isEmpty();
		}
	}

	@Test
	void rendersWhatIsAdded() {
		assertThat(EXAMPLE.render(Map.of()).files()).containsOnlyKeys("dashboards/bookings.json",
				"prometheus/rules/bookings.yaml");
		assertThat(EXAMPLE.renderForKubernetes(Map.of()).files()).containsOnlyKeys("kubernetes/dashboard-bookings.yaml",
				"kubernetes/rules-bookings.yaml");
	}

	@Test
	void rendersWhatIsAddedForEveryServiceToo() throws IOException {
		Mixin every = mixin("""
				prometheusAlerts+:: { shop: { Many: {
				  severity: 'info', 'for': '5m', summary: 'Many.', description: 'Many.',
				  expr: 'sum by (job) (business_users) > 9',
				} } },
				""");
		assertThat(every.render(Map.of()).files()).containsOnlyKeys("prometheus/rules/shop.yaml");
		assertThat(every.renderForKubernetes(Map.of()).files()).containsOnlyKeys("kubernetes/rules-shop.yaml");
	}

	@Test
	void sharesNoNameWithTelltales() {
		Map<String, ?> service = Map.of("service", "orders-desk");
		for (Rendering theirs : List.of(Mixin.bundled().render(Map.of()), Mixin.bundled().render(service))) {
			Rendering own = EXAMPLE.render(Map.of());
			assertThat(own.files().keySet()).doesNotContainAnyElementsOf(theirs.files().keySet());
			assertThat(RuleGroup.of(own)).extracting(RuleGroup::name)
				.isNotEmpty()
				.doesNotContainAnyElementsOf(RuleGroup.of(theirs).stream().map(RuleGroup::name).toList());
			assertThat(uids(own)).isNotEmpty().doesNotContainAnyElementsOf(uids(theirs));
		}
		assertThat(objects(EXAMPLE.renderForKubernetes(Map.of()))).isNotEmpty()
			.doesNotContainAnyElementsOf(objects(Mixin.bundled().renderForKubernetes(service)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					prometheusAlerts+:: { http: {} }                    | the area "http" is the name of one of Telltale's
					prometheusRules+:: { slo: {} }                      | the area "slo" is the name of one of Telltale's
					grafanaDashboards+:: { 'service.json': { uid: 'a' } } | the dashboard "service.json" is the name of one of Telltale's
					""")
	void refusesANameOfTelltales(String addition, String message) throws IOException {
		Mixin mixin = mixin(addition);
		assertThatExceptionOfType(MixinException.class).isThrownBy(() -> mixin.render(Map.of()))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).contains(message, "choose another"));
	}

	@Test
	void anAlertHasTheLabelsAndLinksOfTelltales() {
		String rules = EXAMPLE
			.render(Map.of("grafanaUrl", "https://grafana.example", "runbookUrlPattern",
					"https://runbooks.example/%s.md", "alertLabels", Map.of("origin", "telltale")))
			.files()
			.get("prometheus/rules/bookings.yaml");
		assertThat(rules).contains("severity: warning", "origin: telltale",
				"sum by (cluster, environment, namespace, team, job)",
				"dashboard_url: \"https://grafana.example/d/bookings-orders-desk?var-cluster=",
				"runbook_url: https://runbooks.example/BookingsRefused.md",
				"logs_url: \"https://grafana.example/explore?", "traces_url: \"https://grafana.example/explore?");
	}

	@Test
	void looksAtItsServiceAlone() {
		RuleGroup.rules(RuleGroup.of(EXAMPLE.render(Map.of())))
			.forEach((rule) -> assertThat(rule.expr().split("business_events_total", -1))
				.hasSameSizeAs(rule.expr().split("job=\"orders-desk\"", -1)));
	}

	@Test
	void theDemoShortensItToo() {
		String rules = EXAMPLE.render(Mixin.DEMO).files().get("prometheus/rules/bookings.yaml");
		assertThat(rules).contains("[20s]", "for: 8s", "over the last 20s").doesNotContain("5m", "2m");
	}

	@Test
	void takesAConfigurationOfItsOwn() {
		Map<String, ?> config = Map.of("alerts", Map.of("bookingsRefused", Map.of("threshold", 0.5)));
		assertThat(EXAMPLE.render(config).files().get("prometheus/rules/bookings.yaml")).contains(" > 0.5\n",
				"the threshold is 50%");
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> EXAMPLE.render(Map.of("alerts", Map.of("bookingsRefusd", Map.of()))))
			.withMessageContaining("_config.alerts has no key \"bookingsRefusd\"");
	}

	private static List<String> uids(Rendering rendering) {
		return Dashboard.of(rendering).stream().map((dashboard) -> dashboard.json().path("uid").asString()).toList();
	}

	private static TreeSet<String> objects(Rendering rendering) {
		TreeSet<String> names = new TreeSet<>();
		for (String text : rendering.files().values()) {
			JsonNode object = Yaml.read(text);
			names.add(object.get("kind").asString() + " " + object.at("/metadata/name").asString());
		}
		return names;
	}

	private Mixin mixin(String additions) throws IOException {
		Files.writeString(this.directory.resolve("mixin.libsonnet"),
				"(import 'telltale/mixin/own.libsonnet') + {\n%s\n}\n".formatted(additions));
		return Mixin.in(this.directory);
	}

}
