package dev.telltale.mixins.ruletest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.telltale.mixins.Mixin;
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
	 * Return the cases of a mixin. Their figures are meant for its configuration as it
	 * stands, which is production's.
	 * @param mixin the mixin
	 * @return the cases, by alert and name
	 */
	public static List<RuleTest> of(Mixin mixin) {
		List<RuleTest> tests = new ArrayList<>();
		for (JsonNode test : mixin.evaluate("(import 'lib/tests.libsonnet')(mixin)", Map.of())) {
			tests.add(new RuleTest(test.get("alert").asString(), test.get("name").asString(),
					test.get("fires").asBoolean(), test.get("document")));
		}
		return tests;
	}

}
