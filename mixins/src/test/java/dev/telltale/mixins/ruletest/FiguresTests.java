package dev.telltale.mixins.ruletest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.telltale.mixins.Mixin;
import dev.telltale.tools.binaries.Tool;
import dev.telltale.tools.binaries.Toolbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures of dashboards that are computed from more than one series.
 */
class FiguresTests {

	private static final JsonMapper JSON = new JsonMapper();

	private final Mixin mixin = Mixin.bundled();

	@TempDir
	Path directory;

	@Test
	void theWorstAlertIsTheStateOfItsService() {
		Map<String, String> series = Map.of("up{job='orders', tier='service'}", "1x10",
				"up{job='payments', tier='service'}", "1x10", "up{job='users', tier='service'}", "1x10",
				"up{job='node'}", "1x10", firing("A", "critical", "orders"), "1x10", firing("B", "warning", "orders"),
				"1x10", firing("B", "warning", "payments"), "1x10", firing("C", "critical", "node"), "1x10");
		assertThat(figures("alerts.worst(mixin.signals.target.targets)", "1m", series, "5m",
				Map.of("{job='orders'}", 3, "{job='payments'}", 2, "{job='users'}", 0)))
			.isEmpty();
	}

	@Test
	void anAlertIsCountedEachTimeItBegins() {
		Map<String, String> series = Map.of(firing("A", "warning", "orders"),
				"_x9 1x9 stale _x9 1x4 stale _x20 1x4 stale _x90", firing("Watchdog", "none", "orders"), "1x200");
		assertThat(figures("alerts.starts", "1m", series, "1h5m", Map.of("{job='orders'}", 3))).isEmpty();
		assertThat(figures("alerts.firingTime", "1m", series, "1h5m", Map.of("{job='orders'}", 20 * 60))).isEmpty();
		assertThat(figures("alerts.timeToResolve", "1m", series, "1h5m", Map.of("{job='orders'}", 400))).isEmpty();
	}

	@Test
	void anAlertFiresSinceItsConditionHolds() {
		Map<String, String> series = Map.of(firing("A", "warning", "orders"), "_x14 1x30",
				"ALERTS_FOR_STATE{alertname='A', severity='warning', job='orders'}", "_x9 600x35",
				"ALERTS_FOR_STATE{alertname='B', severity='warning', job='users'}", "_x9 600x35");
		assertThat(figures("alerts.since", "1m", series, "30m", Map.of("{job='orders'}", 1200))).isEmpty();
	}

	@Test
	void duringARolloutTheVersionOfMostInstancesCounts() {
		Map<String, String> series = Map.of("application_info{job='orders', instance='1', version='1.0'}", "1x10",
				"application_info{job='orders', instance='2', version='1.1'}", "1x10",
				"application_info{job='orders', instance='3', version='1.1'}", "1x10",
				"application_info{job='users', instance='1', version='3.0'}", "1x10");
		assertThat(figures("identity.main", "1m", series, "5m",
				Map.of("{job='orders', version='1.1'}", 2, "{job='users', version='3.0'}", 1)))
			.isEmpty();
	}

	@Test
	void anErrorBudgetRestsOnTheHistoryThereIsAndLastsAtItsPace() {
		// Half of what the objective allows is bad: half of the budget is left, at half
		// the
		// pace that would spend all of it in its period.
		Map<String, String> series = Map.of("slo_objective_ratio{job='orders', slo='checkout', sli='availability'}",
				"0.99x800", "slo_events_total{job='orders', slo='checkout', sli='availability', result='good'}",
				"0+995x800", "slo_events_total{job='orders', slo='checkout', sli='availability', result='bad'}",
				"0+5x800");
		assertThat(figures("slo.budgetHistory", "1m", series, "12h2m", Map.of("{job='orders'}", 12 * 3600))).isEmpty();
		assertThat(figures("slo.budgetExhaustion", "1m", series, "12h2m", Map.of("{job='orders'}", 30 * 86400)))
			.isEmpty();
	}

	@Test
	void anErrorBudgetThatNothingSpendsLastsForEver() {
		Map<String, String> series = Map.of("slo_objective_ratio{job='orders', slo='checkout', sli='availability'}",
				"0.99x100", "slo_events_total{job='orders', slo='checkout', sli='availability', result='good'}",
				"0+995x100", "slo_events_total{job='orders', slo='checkout', sli='availability', result='bad'}",
				"0x100");
		assertThat(figures("slo.budgetExhaustion", "1m", series, "1h30m", Map.of())).isEmpty();
		assertThat(figures("slo.budgetRemaining", "1m", series, "1h30m", Map.of("{job='orders'}", 1))).isEmpty();
	}

	private static String firing(String alert, String severity, String job) {
		return "ALERTS{alertname='%s', alertstate='firing', severity='%s', job='%s'}".formatted(alert, severity, job);
	}

	/**
	 * Return what promtool has against the expected figures, which are rounded to three
	 * digits and listed by the labels job and version.
	 */
	private Optional<String> figures(String signal, String interval, Map<String, String> series, String time,
			Map<String, Integer> expected) {
		String expression = this.mixin
			.evaluate("mixin.signals." + signal
					+ ".expr({ matchers: [], recorded: [], by: %s, range: '1h' })"
						.formatted(signal.equals("identity.main") ? "['job', 'version']" : "['job']"),
					Map.of())
			.asString();
		ObjectNode test = JSON.createObjectNode().put("interval", interval);
		series.forEach((name, values) -> test.withArray("input_series")
			.addObject()
			.put("series", name.replace('\'', '"'))
			.put("values", values));
		ObjectNode expectation = test.withArray("promql_expr_test")
			.addObject()
			.put("expr", "round(max by (job, version) (%s), 0.001)".formatted(expression))
			.put("eval_time", time);
		expectation.putArray("exp_samples");
		expected.forEach((labels, value) -> expectation.withArray("exp_samples")
			.addObject()
			.put("labels", labels.replace('\'', '"'))
			.put("value", value));
		ObjectNode document = JSON.createObjectNode().put("evaluation_interval", interval);
		document.withArray("tests").add(test);
		RuleTester tester = new RuleTester(Toolbox.standard().require(Tool.PROMTOOL), this.mixin.render(Map.of()),
				this.directory);
		return tester.run(new RuleTest(signal, "figure", false, document));
	}

}
