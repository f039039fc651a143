package dev.telltale.mixins.ruletest;

import java.util.List;
import java.util.Map;

import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RuleSet}.
 */
class RuleSetTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			load_total          | rate(load_total[5m]) > 1                  | true
			load_total          | rate(other_total[5m]) > 1                 | false
			load_total          | rate(other_total[5m]) > 1 or load_total   | true
			load_total          | count(other) or vector(0)                 | true
			load_total          | absent(other)                             | true
			load_total          | absent_over_time(other[5m])               | true
			load_total          | scalar(other) > bool 1                    | true
			load_total          | time() > bool 1                           | true
			load_total          | other > hour()                            | true
			load_total          | vector(1)                                 | true
			load_total          | {job="shop"} > 1                          | true
			load_total          | job:load:rate > 1                         | true
			other_total         | job:load:rate > 1                         | false
			load_total          | ALERTS{alertname="Other"} == 1            | true
			{__name__="x"}      | other > 1                                 | true
			load_total{a="b"}   | sum(load_total) - 1                       | true
			""")
	void leavesOutWhatComesToNothing(String series, String expression, boolean stays) {
		RuleSet rules = new RuleSet(List.of(new RuleGroup("a.yaml", "a", null,
				List.of(rule("job:load:rate", Rule.Kind.RECORDING, "sum(rate(load_total[5m]))", "info"),
						rule("Test", Rule.Kind.ALERT, expression, "info")))));
		assertThat(RuleGroup.rules(rules.neededBy("Test", test("Test", "Test", series)))).extracting(Rule::name)
			.matches((names) -> names.contains("Test") == stays);
	}

	@Test
	void knowsWhatATestOfAllAlertsSees() {
		RuleSet rules = new RuleSet(List.of(new RuleGroup("a.yaml", "a", null,
				List.of(rule("job:load:rate", Rule.Kind.RECORDING, "sum(rate(load_total[5m]))", "info"),
						rule("job:unread:rate", Rule.Kind.RECORDING, "sum(rate(load_total[1h]))", "info"),
						rule("Loud", Rule.Kind.ALERT, "job:load:rate > 1", "critical"),
						rule("Quiet", Rule.Kind.ALERT, "load_total > 1", "info")))));
		assertThat(names(rules, "ALERTS{alertstate=\"firing\", severity=~\"critical|warning\", team=\"a\"}"))
			.containsExactly("job:load:rate", "Loud");
		assertThat(names(rules, "ALERTS{alertname=~\"Quiet|Other\"}")).containsExactly("Quiet");
		assertThat(names(rules, "ALERTS")).containsExactly("job:load:rate", "Loud", "Quiet");
		assertThat(names(rules, "job:unread:rate")).containsExactly("job:unread:rate");
	}

	private static List<String> names(RuleSet rules, String look) {
		return RuleGroup.rules(rules.neededBy(test("none", look, "load_total"))).stream().map(Rule::name).toList();
	}

	private static Rule rule(String name, Rule.Kind kind, String expression, String severity) {
		return new Rule(name, kind, expression, null, null, Map.of("severity", severity), Map.of());
	}

	private static RuleTest test(String alert, String look, String series) {
		return new RuleTest(alert, "a case", false,
				new JsonMapper().valueToTree(Map.of("tests",
						List.of(Map.of("input_series", List.of(Map.of("series", series, "values", "1x5")),
								"promql_expr_test", List.of(Map.of("expr", look)))))));
	}

}
