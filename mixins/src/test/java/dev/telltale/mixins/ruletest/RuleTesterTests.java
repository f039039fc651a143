package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Every alert keeps what the cases beside it promise, at production's values.
 */
class RuleTesterTests {

	// Its expression has no condition.
	private static final Set<String> NEVER_SILENT = Set.of("Watchdog");

	private final Mixin mixin = Mixin.bundled();

	@TempDir
	Path directory;

	@TestFactory
	Stream<DynamicTest> alerts() {
		RuleTester tester = tester(Map.of());
		return RuleTest.of(this.mixin)
			.stream()
			.map((test) -> dynamicTest(test.alert() + ": " + test.name(),
					() -> assertThat(tester.run(test)).as(test.name()).isEmpty()));
	}

	@TestFactory
	Stream<DynamicTest> quietDays() {
		RuleTester tester = tester(Map.of());
		return RuleTest.quiet(this.mixin)
			.stream()
			.map((day) -> dynamicTest(day.name(), () -> assertThat(tester.run(day)).as(day.name()).isEmpty()));
	}

	@Test
	void aQuietDayNoticesAnAlertThatFires() {
		RuleTester tester = tester(Map.of("alerts", Map.of("lowOrderSuccessRate", Map.of("threshold", 0.99))));
		assertThat(RuleTest.quiet(this.mixin).stream().map(tester::run).flatMap(Optional::stream)).isNotEmpty()
			.allSatisfy((output) -> assertThat(output).contains("LowOrderSuccessRate"));
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

	private RuleTester tester(Map<String, ?> config) {
		return new RuleTester(Toolbox.standard().require(Tool.PROMTOOL), this.mixin.render(config), this.directory);
	}

}
