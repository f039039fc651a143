package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.promql.Expression.VectorSelector;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Quiet days stay quiet, and cases notice what is wrong, at production's values. That
 * every case holds is tested where its mutants are: {@link MixinMutantsTests}.
 */
class RuleTesterTests {

	// Its expression has no condition.
	private static final Set<String> NEVER_SILENT = Set.of("Watchdog");

	private final Mixin mixin = Mixin.bundled();

	private final ExecutorService executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

	@TempDir
	Path directory;

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@TestFactory
	Stream<DynamicTest> quietDays() {
		return run(RuleTest.quiet(this.mixin));
	}

	// Each threshold is set to what the day comes to at its worst.
	@ParameterizedTest
	@MethodSource
	void aQuietDayNoticesAlertsThatFire(String day, Map<String, Map<String, Object>> settings) {
		RuleTester tester = tester(Map.of("alerts", settings));
		Set<String> alerts = settings.keySet()
			.stream()
			.map((alert) -> alert.substring(0, 1).toUpperCase(Locale.ROOT) + alert.substring(1))
			.collect(Collectors.toSet());
		RuleTest test = RuleTest.quiet(this.mixin)
			.stream()
			.filter((candidate) -> candidate.name().equals(day))
			.findFirst()
			.orElseThrow();
		// The others are silent, as the quiet days show.
		String document = test.document().toString();
		String lookingAtThese = document.replace("ALERTS{",
				"ALERTS{alertname=~\\\"%s\\\", ".formatted(String.join("|", alerts)));
		assertThat(lookingAtThese).isNotEqualTo(document);
		assertThat(tester.run(new RuleTest("none", day, false, new JsonMapper().readTree(lookingAtThese)))).get()
			.asString()
			.contains(alerts.stream().map((alert) -> "alertname=\"" + alert + "\"").toList());
	}

	static Stream<Arguments> aQuietDayNoticesAlertsThatFire() {
		Map<String, Object> ofTheDay = new TreeMap<>();
		Map.of("nodeCpuHigh", 0.6, "nodeMemoryHigh", 0.7, "nodeInodesLow", 0.6, "nodeDiskAlmostFull", 0.6,
				"webThreadsSaturated", 0.6, "fileDescriptorsLow", 0.6, "heapAlmostFull", 0.7,
				"garbageCollectionOverhead", 0.05, "processCpuHigh", 0.7)
			.forEach((alert, threshold) -> ofTheDay.put(alert, Map.of("threshold", threshold)));
		Map.of("scrapeSlow", 0.4, "scrapeTooBig", 8000, "scrapeNearSampleLimit", 0.5, "spansDropped", 0.01,
				"logErrorBurst", 0, "healthCheckStale", 10, "nodeClockSkew", 0.5, "certificateExpiresSoon", 33,
				"prometheusRemoteWriteBehind", 10, "containerMemoryNearLimit", 0.8)
			.forEach((alert, threshold) -> ofTheDay.put(alert, Map.of("threshold", threshold)));
		ofTheDay.put("lowOrderSuccessRate", Map.of("threshold", 0.99, "minBadEvents", 1));
		ofTheDay.put("dependencyErrors", Map.of("threshold", 0.01, "minBadEvents", 1));
		ofTheDay.put("dependencySlow", Map.of("threshold", 1));
		ofTheDay.put("kafkaConsumerLag", Map.of("threshold", 60));
		ofTheDay.put("lokiDiscardsLines", Map.of("minLines", 10));
		return Stream.of(Arguments.of("a day of traffic that comes and goes", ofTheDay),
				Arguments.of("a nightly batch",
						Map.of("nodeDiskFillsUp", Map.of("for", "15m"), "nodeCpuHigh", Map.of("threshold", 0.75),
								"kafkaConsumerLag", Map.of("for", "3m"))),
				Arguments.of("a deployment, instance by instance",
						Map.of("processCpuHigh", Map.of("window", "2m", "for", "2m"), "garbageCollectionOverhead",
								Map.of("for", "2m"), "webThreadsSaturated", Map.of("for", "2m"))));
	}

	@Test
	void quietDaysExportWhatAlertsRead() {
		Set<String> exported = RuleTest.quiet(this.mixin)
			.stream()
			.flatMap((day) -> day.document().path("tests").valueStream())
			.flatMap((test) -> test.path("input_series").valueStream())
			.map((series) -> series.path("series").asString("").replaceFirst("\\{.*", ""))
			.collect(Collectors.toSet());
		RuleSet rules = RuleSet.of(this.mixin.render(Map.of()));
		Set<String> read = rules.rules()
			.stream()
			.filter((rule) -> Set.of("critical", "warning").contains(rule.labels().getOrDefault("severity", "")))
			.flatMap((rule) -> Stream.concat(Stream.of(rule), rules.readBy(Stream.of(rule.expression())).stream()))
			.flatMap((rule) -> rule.expression().stream(VectorSelector.class))
			.map(VectorSelector::metric)
			.filter((metric) -> !metric.contains(":"))
			.collect(Collectors.toCollection(TreeSet::new));
		// A collector has its counters with the suffix or without.
		read.removeIf((metric) -> metric.startsWith("otelcol_") && read.contains(metric + "_total"));
		assertThat(read).isNotEmpty().isSubsetOf(exported);
	}

	@Test
	void everyAlertHasAFiringAndASilentCase() {
		Set<String> alerts = new TreeSet<>();
		this.mixin
			.evaluate("[name for area in std.objectFields(mixin.prometheusAlerts)"
					+ " for name in std.objectFields(mixin.prometheusAlerts[area])]", Map.of())
			.forEach((name) -> alerts.add(name.asString()));
		List<RuleTest> tests = RuleTest.of(this.mixin);
		assertThat(alerts).isNotEmpty()
			.isEqualTo(tests.stream().filter(RuleTest::fires).map(RuleTest::alert).collect(Collectors.toSet()));
		alerts.removeAll(NEVER_SILENT);
		assertThat(alerts)
			.isEqualTo(tests.stream().filter((test) -> !test.fires()).map(RuleTest::alert).collect(Collectors.toSet()));
	}

	@Test
	void aWrongThresholdFailsACase() {
		RuleTester tester = tester(Map.of("alerts", Map.of("highErrorRate", Map.of("threshold", 0.5))));
		RuleTest test = RuleTest.of(this.mixin)
			.stream()
			.filter((candidate) -> candidate.name().equals("one request in five fails"))
			.findFirst()
			.orElseThrow();
		assertThat(tester.run(test)).get().asString().contains("FAILED", "HighErrorRate", "got: nil");
	}

	@Test
	void aServiceThatScalesToZeroIsNotMissed() {
		RuleTester tester = tester(Map.of("alerts", Map.of("serviceMissing", Map.of("scalesToZero", "shop|night-.+"))));
		List<RuleTest> tests = RuleTest.of(this.mixin)
			.stream()
			.filter((test) -> test.alert().equals("ServiceMissing"))
			.toList();
		assertThat(tests).filteredOn(RuleTest::fires)
			.isNotEmpty()
			.allSatisfy((test) -> assertThat(tester.run(test)).get().asString().contains("got: nil"));
		assertThat(tests).filteredOn((test) -> !test.fires())
			.isNotEmpty()
			.allSatisfy((test) -> assertThat(tester.run(test)).isEmpty());
	}

	@Test
	void probesBurnNoBudgetWithoutAnObjective() {
		RuleTester tester = tester(Map.of("slo", Map.of("probe", Map.of("objective", 0))));
		List<RuleTest> tests = RuleTest.of(this.mixin)
			.stream()
			.filter((test) -> test.alert().equals("SloErrorBudgetBurn"))
			.toList();
		assertThat(tests).filteredOn((test) -> test.name().startsWith("an address is out of reach"))
			.isNotEmpty()
			.allSatisfy((test) -> assertThat(tester.run(test)).get().asString().contains("got: nil"));
		assertThat(tests).filteredOn((test) -> test.name().equals("twenty times the budget"))
			.hasSize(1)
			.allSatisfy((test) -> assertThat(tester.run(test)).isEmpty());
	}

	// On all processors: each test waits for a promtool of its own.
	private Stream<DynamicTest> run(List<RuleTest> tests) {
		RuleTester tester = tester(Map.of());
		return tests.stream().map((test) -> {
			Future<Optional<String>> output = this.executor.submit(() -> tester.run(test));
			return dynamicTest(test.alert() + ": " + test.name(),
					() -> assertThat(output.get()).as(test.name()).isEmpty());
		}).toList().stream();
	}

	private RuleTester tester(Map<String, ?> config) {
		return new RuleTester(Toolbox.standard().require(Tool.PROMTOOL), this.mixin.render(config), this.directory);
	}

}
