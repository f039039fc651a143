package dev.telltale.mixins.ruletest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.telltale.mixins.Mixin;
import dev.telltale.mixins.MixinException;
import dev.telltale.mixins.promql.Durations;
import dev.telltale.mixins.promql.Expression;
import tools.jackson.databind.JsonNode;

/**
 * A case of an alert: what services export, and when the alert fires then.
 *
 * @param alert the name of the alert
 * @param name what the case is about
 * @param fires whether the alert fires at any time the case looks at
 * @param document what promtool reads, without the rule files
 */
public record RuleTest(String alert, String name, boolean fires, JsonNode document) {

	/**
	 * What the cases say of texts is without links, wherever Grafana and the runbooks
	 * are.
	 */
	static final Map<String, ?> CONFIG = Map.of("grafanaUrl", "", "runbookUrlPattern", "");

	/**
	 * Return the cases of a mixin. Their figures are meant for its configuration as it
	 * stands, which is production's.
	 * @param mixin the mixin
	 * @return the cases, by alert and name
	 */
	public static List<RuleTest> of(Mixin mixin) {
		return of(mixin, "tests");
	}

	/**
	 * Return the days of a mixin on which no alert fires, to be run with all its rules.
	 * @param mixin the mixin
	 * @return the days by name, as cases of no alert
	 */
	public static List<RuleTest> quiet(Mixin mixin) {
		return of(mixin, "quiet");
	}

	private static List<RuleTest> of(Mixin mixin, String library) {
		List<RuleTest> tests = new ArrayList<>();
		for (JsonNode test : mixin.evaluate("(import 'lib/" + library + ".libsonnet')(mixin)", CONFIG)) {
			tests.add(new RuleTest(test.get("alert").asString(), test.get("name").asString(),
					test.get("fires").asBoolean(), test.get("document")));
		}
		return tests;
	}

	/**
	 * Return how often promtool evaluates the rules for this case.
	 * @return the number of evaluations
	 */
	long evaluations() {
		return this.document.path("tests")
			.valueStream()
			.flatMap((input) -> Stream.concat(input.path("promql_expr_test").valueStream(),
					input.path("alert_rule_test").valueStream()))
			.map((check) -> duration(check.path("eval_time")))
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO)
			.dividedBy(duration(this.document.path("evaluation_interval"))) + 1;
	}

	/** The expressions that this case looks at. */
	Stream<Expression> expressions() {
		return this.document.path("tests")
			.valueStream()
			.flatMap((input) -> input.path("promql_expr_test").valueStream())
			.map((check) -> Expression.parse(check.path("expr").asString("")));
	}

	private static Duration duration(JsonNode text) {
		return Durations.parse(text.asString(""))
			.orElseThrow(() -> new MixinException("a test has no duration where it needs one: " + text));
	}

}
