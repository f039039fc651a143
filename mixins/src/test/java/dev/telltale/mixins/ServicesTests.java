package dev.telltale.mixins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.ruletest.RuleTest;
import dev.telltale.mixins.ruletest.RuleTester;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What services set for themselves, and what is rendered for one service alone.
 */
class ServicesTests {

	private static final String TOKEN = "__SERVICE__";

	private static final JsonMapper JSON = new JsonMapper();

	private final Mixin mixin = Mixin.bundled();

	@TempDir
	Path directory;

	@Test
	void aServiceHasAThresholdOfItsOwn() throws Exception {
		Map<String, ?> config = services(
				Map.of("checkout", Map.of("highErrorRate", Map.of("threshold", 0.1, "severity", "info"))));
		assertThat(check(this.mixin.render(config))).isEmpty();
		RuleTester tester = tester(this.mixin.render(config));
		assertThat(tester.run(test(config, "HighErrorRate",
				"""
						'eight in a hundred fail everywhere': {
						  interval: '15s',
						  series: emitted.events('shop', good='0+92x40', bad='0+8x40') + emitted.events('checkout', good='0+92x40', bad='0+8x40'),
						  firing: { '5m': [{ job: 'shop', severity: 'critical' }] },
						},
						""")))
			.isEmpty();
		assertThat(tester.run(test(config, "HighErrorRate", """
				'twenty in a hundred fail': {
				  interval: '15s',
				  series: emitted.events('checkout', good='0+8x40', bad='0+2x40'),
				  firing: { '5m': [{ job: 'checkout', severity: 'critical' }] },
				  says: '20% of the requests to checkout failed over the last 5m; the threshold is 10%.',
				},
				"""))).isEmpty();
	}

	@Test
	void aServiceSwitchesAnAlertOff() throws Exception {
		Map<String, Object> off = new TreeMap<>();
		off.put("serviceDown", null);
		Map<String, ?> config = services(Map.of("checkout", off));
		assertThat(tester(this.mixin.render(config)).run(test(config, "ServiceDown", """
				'both are down': {
				  interval: '15s',
				  series: emitted.target('shop', '0x40') + emitted.target('checkout', '0x40'),
				  firing: { '8m': [{ job: 'shop', severity: 'critical' }] },
				},
				"""))).isEmpty();
		assertThat(check(this.mixin.render(config))).isEmpty();
	}

	@Test
	void otherAlertsAndServicesKeepTheirText() {
		SortedMap<String, String> before = this.mixin.render(Map.of()).files();
		SortedMap<String, String> after = this.mixin
			.render(services(Map.of("checkout", Map.of("lowOrderSuccessRate", Map.of("threshold", 0.5)))))
			.files();
		assertThat(after.keySet()).isEqualTo(before.keySet());
		assertThat(after.keySet()).filteredOn((path) -> !after.get(path).equals(before.get(path)))
			.containsExactly("prometheus/rules/business.yaml");
		assertThat(after.get("prometheus/rules/business.yaml")).contains("event=\"order\",job!=\"checkout\"}",
				"event=\"order\",job=\"checkout\"}", " < 0.95\n", " < 0.5\n");
	}

	@Test
	void everyAlertThatAServiceMaySetReadsThisServiceAlone() {
		JsonNode settings = this.mixin.evaluate(
				"{ [key]: {} for key in std.objectFields(mixin._config.alerts)"
						+ " for area in mixin.serviceAreas if std.objectHas(mixin.prometheusAlerts, area)"
						+ " && std.objectHas(mixin.prometheusAlerts[area], std.asciiUpper(key[0]) + key[1:]) }",
				Map.of());
		assertThat(settings.size()).isGreaterThan(4);
		Rendering rendering = this.mixin.render(services(Map.of("checkout", JSON.treeToValue(settings, Map.class))));
		Map<String, Integer> own = new TreeMap<>();
		for (JsonNode rule : rules(rendering)) {
			String expression = rule.path("expr").asString();
			if (expression.contains("job=\"checkout\"")) {
				assertThat(selectors(expression)).as(rule.toPrettyString())
					.allSatisfy((selector) -> assertThat(selector).contains("job=\"checkout\""));
				own.merge(rule.get("alert").asString(), 1, Integer::sum);
			}
		}
		assertThat(own.keySet()).extracting((name) -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
			.containsExactlyInAnyOrderElementsOf(settings.propertyNames());
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(
				Arguments.of(Map.of("highErorRate", Map.of()),
						"_config.services.checkout has no key \"highErorRate\": it has"),
				Arguments.of(Map.of("highErrorRate", Map.of("treshold", 1)),
						"_config.services.checkout.highErrorRate has no key \"treshold\": it has for, minBadEvents"),
				Arguments.of(Map.of("highErrorRate", Map.of("threshold", "10%")),
						"_config.services.checkout.highErrorRate.threshold must be of type number, not string"),
				Arguments.of(Map.of("highErrorRate", 0.1),
						"_config.services.checkout.highErrorRate must be an object, not of type number"),
				Arguments.of(Map.of("highErrorRate", Map.of("for", "10s")),
						"a for of 10s (10s divided by 1) is shorter than 3 scrapes of 15s"));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void saysInOneLineWhatAServiceCannotSet(Map<String, ?> settings, String message) {
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> this.mixin.render(services(Map.of("checkout", settings))))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1).contains(message));
	}

	@Test
	void alertsAboutThePlatformAreNoServicesToSet() {
		Mixin platform = this.mixin;
		assertThatExceptionOfType(MixinException.class)
			.isThrownBy(() -> platform.evaluate("(import 'lib/render.libsonnet')(mixin { serviceAreas:: ['http'] })",
					services(Map.of("checkout", Map.of("databaseConnectionsExhausted", Map.of("for", "10m"))))))
			.withMessageContaining("_config.services.checkout.databaseConnectionsExhausted cannot be set: "
					+ "DatabaseConnectionsExhausted does not look at what a service exports; choose from highErrorRate");
	}

	@Test
	void aTokenIsReplacedByAnyService() throws Exception {
		Rendering shop = forService("shop");
		Rendering stock = forService("stock");
		assertThat(shop.files()).containsKeys("dashboards/service.json", "prometheus/rules/http.yaml",
				"prometheus/rules/slo.yaml");
		assertThat(shop.files().keySet()).noneMatch((path) -> path.startsWith("alertmanager/"))
			.doesNotContain("prometheus/rules/meta.yaml");
		assertThat(shop.files())
			.isEqualTo(this.mixin.render(Map.of("service", "shop", "grafanaUrl", "https://grafana")).files());
		assertThat(check(shop)).isEmpty();
		Set<String> names = new HashSet<>(groups(shop));
		assertThat(groups(stock)).isNotEmpty().doesNotContainAnyElementsOf(names);
	}

	@Test
	void rulesForOneServiceReadNothingOfOthers() {
		for (JsonNode rule : rules(forService("shop"))) {
			String expression = rule.get("expr").asString();
			assertThat(selectors(expression)).as(expression)
				.isNotEmpty()
				.allSatisfy((selector) -> assertThat(selector).contains("job=\"shop\""));
			assertThat(expression).doesNotContainPattern("\\b\\w+:\\w+:\\w+\\b(?!\\{)");
		}
	}

	@Test
	void rulesForTwoServicesKeepApart() {
		SortedMap<String, String> files = new TreeMap<>();
		for (String service : List.of("shop", "stock")) {
			forService(service).files()
				.forEach((path, text) -> files.put(path.replace("rules/", "rules/" + service), text));
		}
		RuleTest test = test(Map.of(), "SloErrorBudgetBurn",
				"""
						'one of two burns': {
						  interval: '1m',
						  series: std.flatMap(function(job) emitted.objective(job, '0.999x60') + emitted.minBadEvents(job, '7x60'), ['shop', 'stock'])
						          + emitted.events('shop', '0+980x60', '0+20x60', slo='orders')
						          + emitted.events('stock', '0+1000x60', '0x60', slo='orders'),
						  firing: { '10m': [{ burn: 'fast', job: 'shop', severity: 'critical', sli: 'availability', slo: 'orders' }] },
						  values: { '10m': { 'slo:min_bad_events:count': 14, 'count(slo:burn_rate:fast_long)': 2 } },
						},
						""");
		((ObjectNode) test.document()).remove("group_eval_order");
		assertThat(tester(new Rendering(files)).run(test)).isEmpty();
	}

	@Test
	void dashboardsForOneServiceLinkToEachOtherAndHaveUidsOfTheirOwn() {
		Rendering shop = forService("shop");
		JsonNode dashboard = JSON.readTree(shop.files().get("dashboards/service.json"));
		assertThat(dashboard.get("uid").asString()).isEqualTo("telltale-service-shop");
		assertThat(dashboard.get("title").asString()).isEqualTo("Service of shop");
		assertThat(dashboard.at("/templating/list"))
			.filteredOn((variable) -> variable.get("name").asString().equals("job"))
			.singleElement()
			.satisfies((variable) -> {
				assertThat(variable.get("type").asString()).isEqualTo("constant");
				assertThat(variable.get("query").asString()).isEqualTo("shop");
			});
		assertThat(shop.files().get("prometheus/rules/http.yaml")).contains("https://grafana/d/telltale-service-shop?");
		assertThat(dashboard.get("links")).extracting((link) -> link.path("url").asString(""))
			.contains("/d/telltale-jvm-shop", "/d/telltale-fleet");
		String longName = "a-service-whose-name-has-nearly-sixty-three-characters-in-all";
		assertThat(JSON.readTree(this.mixin.render(Map.of("service", longName)).files().get("dashboards/service.json"))
			.get("uid")
			.asString()).hasSizeLessThanOrEqualTo(40);
	}

	@Test
	void aServiceRenderedAloneKeepsItsOwnSettings() {
		Map<String, Object> config = new TreeMap<>(
				services(Map.of("checkout", Map.of("highErrorRate", Map.of("threshold", 0.1)), "shop",
						Map.of("highErrorRate", Map.of("threshold", 0.3)))));
		config.put("service", "checkout");
		assertThat(this.mixin.render(config).files().get("prometheus/rules/http.yaml")).contains(" > 0.1\n")
			.doesNotContain(" > 0.05\n", " > 0.3\n", "job!=");
	}

	private static Map<String, Object> services(Map<String, ?> services) {
		return Map.of("services", services);
	}

	private Rendering forService(String service) {
		SortedMap<String, String> files = new TreeMap<>();
		this.mixin.render(Map.of("service", TOKEN, "grafanaUrl", "https://grafana"))
			.files()
			.forEach((path, text) -> files.put(path, text.replace(TOKEN, service)));
		return new Rendering(files);
	}

	private RuleTest test(Map<String, ?> config, String alert, String testCase) {
		JsonNode test = this.mixin.evaluate(
				"""
						local emitted = import 'signals/emitted.libsonnet';
						local areas = [area for area in std.objectFields(mixin.prometheusAlerts) if std.objectHas(mixin.prometheusAlerts[area], '%1$s')];
						(import 'lib/tests.libsonnet')(mixin { alertTests:: { [areas[0]]: { %1$s: {
						%2$s
						} } } })[0]
						"""
					.formatted(alert, testCase),
				config);
		return new RuleTest(alert, test.get("name").asString(), test.get("fires").asBoolean(), test.get("document"));
	}

	private RuleTester tester(Rendering rendering) {
		return new RuleTester(Toolbox.standard().require(Tool.PROMTOOL), rendering, this.directory);
	}

	private String check(Rendering rendering) throws Exception {
		Path target = this.directory.resolve("checked");
		rendering.writeTo(target);
		List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
		rulePaths(rendering).forEach((path) -> arguments.add(target.resolve(path).toString()));
		Programs.Result result = Programs.run(Tool.PROMTOOL, arguments.toArray(String[]::new));
		return (result.exitCode() == 0) ? "" : result.output();
	}

	private static Stream<String> rulePaths(Rendering rendering) {
		return rendering.files().keySet().stream().filter((path) -> path.startsWith("prometheus/rules/"));
	}

	private static List<JsonNode> groupNodes(Rendering rendering) {
		List<JsonNode> groups = new ArrayList<>();
		rulePaths(rendering)
			.forEach((path) -> Yaml.read(rendering.files().get(path)).get("groups").forEach(groups::add));
		return groups;
	}

	private static List<String> groups(Rendering rendering) {
		return groupNodes(rendering).stream().map((group) -> group.get("name").asString()).toList();
	}

	private static List<JsonNode> rules(Rendering rendering) {
		List<JsonNode> rules = new ArrayList<>();
		groupNodes(rendering).forEach((group) -> group.get("rules").forEach(rules::add));
		return rules;
	}

	private static List<String> selectors(String expression) {
		return Pattern.compile("\\{[^}]*}").matcher(expression).results().map((match) -> match.group()).toList();
	}

}
