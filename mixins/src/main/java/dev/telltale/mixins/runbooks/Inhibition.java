package dev.telltale.mixins.runbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * A rule by which alerts keep silent while another fires, as far as names and severities
 * tell: that the labels are equal only shows when they fire.
 *
 * @param source what the alert that explains matches
 * @param target what the alerts that keep silent match
 * @param ofServices whether both must be of the same service
 */
record Inhibition(List<Condition> source, List<Condition> target, boolean ofServices) {

	private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"(.*)\"");

	static List<Inhibition> of(JsonNode alertmanager) {
		List<Inhibition> rules = new ArrayList<>();
		for (JsonNode rule : alertmanager.path("inhibit_rules")) {
			List<Condition> target = conditions(rule.path("target_matchers"));
			rules.add(new Inhibition(conditions(rule.path("source_matchers")), target,
					target.stream().anyMatch((condition) -> condition.label().equals("job"))));
		}
		return rules;
	}

	private static List<Condition> conditions(JsonNode matchers) {
		List<Condition> conditions = new ArrayList<>();
		for (JsonNode text : matchers) {
			Matcher matcher = MATCHER.matcher(text.asString());
			if (matcher.matches()) {
				conditions.add(new Condition(matcher.group(1), matcher.group(2), matcher.group(3)));
			}
		}
		return conditions;
	}

	boolean applies(JsonNode source, JsonNode target, boolean bothOfServices) {
		return (bothOfServices || !this.ofServices) && meets(source, this.source) && meets(target, this.target);
	}

	private static boolean meets(JsonNode rule, List<Condition> conditions) {
		return conditions.stream().allMatch((condition) -> switch (condition.label()) {
			case "alertname" -> condition.holds(rule.get("alert").asString());
			case "severity" -> condition.holds(rule.at("/labels/severity").asString());
			default -> true;
		});
	}

	/**
	 * Return the names of alerts that keep silent while one fires, or the other way
	 * round.
	 */
	static Set<String> names(List<Inhibition> rules, String name, JsonNode alerts, boolean asSource) {
		Set<String> names = new TreeSet<>();
		JsonNode alert = alerts.get(name);
		alerts.forEachEntry((other, node) -> {
			boolean services = alert.get("ofService").asBoolean() && node.get("ofService").asBoolean();
			for (JsonNode own : alert.get("rules")) {
				for (JsonNode its : node.get("rules")) {
					// An alert is not silenced by itself, only by its graver sibling.
					if (!own.equals(its) && rules.stream()
						.anyMatch((rule) -> asSource ? rule.applies(own, its, services)
								: rule.applies(its, own, services))) {
						names.add(other);
					}
				}
			}
		});
		return names;
	}

	record Condition(String label, String operator, String value) {

		boolean holds(String actual) {
			return switch (this.operator) {
				case "=" -> actual.equals(this.value);
				case "!=" -> !actual.equals(this.value);
				case "=~" -> actual.matches(this.value);
				default -> !actual.matches(this.value);
			};
		}

	}

}
