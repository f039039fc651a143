package dev.telltale.mixins.runbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.telltale.mixins.Yaml;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of an alert: what to do first, then what the alert is made of.
 */
final class Page {

	private static final JsonMapper JSON = new JsonMapper();

	private final String name;

	private final JsonNode alerts;

	private final JsonNode alert;

	private final List<JsonNode> rules;

	private final Reasons reasons;

	private final List<Inhibition> inhibitions;

	private final List<Scenarios.Scenario> scenarios;

	private final @Nullable HandWritten handWritten;

	private final StringBuilder text = new StringBuilder();

	Page(String name, JsonNode alerts, Reasons reasons, List<Inhibition> inhibitions,
			List<Scenarios.Scenario> scenarios, @Nullable HandWritten handWritten) {
		this.name = name;
		this.alerts = alerts;
		this.alert = alerts.get(name);
		this.rules = new ArrayList<>();
		this.alert.get("rules").forEach(this.rules::add);
		this.reasons = reasons;
		this.inhibitions = inhibitions;
		this.scenarios = scenarios;
		this.handWritten = handWritten;
	}

	@Override
	public String toString() {
		this.text.setLength(0);
		JsonNode annotations = this.rules.get(0).get("annotations");
		this.text.append("# ").append(this.name).append('\n');
		paragraph(annotations.get("summary").asString());
		paragraph("| severity | for | labels |\n| --- | --- | --- |\n"
				+ this.rules.stream().map(Page::row).distinct().collect(Collectors.joining("\n")));
		says(annotations.get("description").asString());
		if (this.handWritten != null) {
			section(HandWritten.WHY, this.handWritten.why());
			section(HandWritten.DIAGNOSIS,
					"Words in capitals stand for a label of the alert, such as `JOB` for `job`, or"
							+ " for what a step has found.\n\n" + this.handWritten.diagnosis());
			links();
			section(HandWritten.REPAIR, this.handWritten.repair());
		}
		else {
			heading("Where to look");
			links();
		}
		expressions();
		settings();
		neighbours();
		reproduction();
		return this.text.toString();
	}

	private static String row(JsonNode rule) {
		return "| %s | %s | %s |".formatted(rule.at("/labels/severity").asString(),
				rule.has("for") ? rule.get("for").asString() : "at once", own(rule));
	}

	private static String own(JsonNode rule) {
		return rule.get("labels")
			.properties()
			.stream()
			.filter((label) -> !label.getKey().equals("severity"))
			.map((label) -> "`%s=\"%s\"`".formatted(label.getKey(), label.getValue().asString()))
			.collect(Collectors.joining(" "));
	}

	private void says(String description) {
		String example = this.alert.at("/case/says").asString("");
		paragraph(example.isEmpty() ? "It says: `" + description + "`" : "It says, for example: *" + example + "*");
	}

	private void links() {
		List<String> lines = new ArrayList<>();
		if (!this.alert.get("dashboard").isNull()) {
			lines.add("- Dashboard `%s`; the notification links to it with the place chosen."
				.formatted(this.alert.get("dashboard").asString()));
		}
		if (this.alert.get("ofService").asBoolean()) {
			lines.add("- Logs: `{service_name=\"JOB\"} | json | level=~\"WARN|ERROR\"`");
			lines.add("- Traces: `{resource.service.name=\"JOB\" && status=error}`");
		}
		if (!lines.isEmpty()) {
			paragraph(String.join("\n", lines));
		}
	}

	private void expressions() {
		heading("The rule");
		Set<String> printed = new TreeSet<>();
		for (JsonNode rule : this.rules) {
			String expression = rule.get("expr").asString().strip();
			if (printed.add(expression)) {
				if (this.rules.size() > 1) {
					paragraph("With severity %s%s:".formatted(rule.at("/labels/severity").asString(),
							own(rule).isEmpty() ? "" : " and " + own(rule)));
				}
				paragraph("```promql\n" + expression + "\n```");
			}
		}
	}

	private void settings() {
		JsonNode settings = this.alert.get("settings");
		if (settings.isNull()) {
			return;
		}
		String path = settings.get("path").asString();
		heading("Its settings");
		String reason = this.reasons.of("_config." + path);
		if (reason != null) {
			paragraph(reason);
		}
		StringBuilder table = new StringBuilder("| `_config.%s` | value | |\n| --- | --- | --- |".formatted(path));
		settings.get("values").forEachEntry((key, value) -> {
			String why = this.reasons.of("_config." + path + "." + key);
			table.append("\n| `%s` | %s | %s |".formatted(key, value(value), (why != null) ? why : ""));
		});
		paragraph(table.toString());
		paragraph("To change one, give the renderer a file with `--config`:");
		var first = settings.get("values").properties().iterator().next();
		ObjectNode own = JSON.createObjectNode();
		own.set(first.getKey(), first.getValue());
		paragraph("```yaml\n" + Yaml.print(nested(path, own)).strip() + "\n```");
		if (settings.get("ofAll").asBoolean() && this.alert.get("ofService").asBoolean()
				&& path.startsWith("alerts.")) {
			String key = path.substring("alerts.".length());
			paragraph("For one service alone (`%s: null` switches the alert off there):".formatted(key));
			paragraph("```yaml\n" + Yaml.print(nested("services.JOB." + key, own)).strip() + "\n```");
		}
	}

	private static String value(JsonNode value) {
		if (value.isObject()) {
			return value.properties()
				.stream()
				.map((entry) -> entry.getKey() + " " + value(entry.getValue()))
				.collect(Collectors.joining(", "));
		}
		return value.isString() ? "`" + value.asString().replace("|", "\\|") + "`" : value.toString();
	}

	private static ObjectNode nested(String path, ObjectNode value) {
		ObjectNode result = value;
		List<String> keys = List.of(path.split("\\."));
		for (int index = keys.size() - 1; index >= 0; index--) {
			ObjectNode outer = JSON.createObjectNode();
			outer.set(keys.get(index), result);
			result = outer;
		}
		return result;
	}

	private void neighbours() {
		Set<String> silencing = Inhibition.names(this.inhibitions, this.name, this.alerts, false);
		Set<String> silenced = Inhibition.names(this.inhibitions, this.name, this.alerts, true);
		if (silencing.isEmpty() && silenced.isEmpty()) {
			return;
		}
		heading("Its neighbours");
		String where = this.alert.get("ofService").asBoolean() ? "for the same service" : "in the same place";
		if (!silencing.isEmpty()) {
			paragraph("It is not notified while one of these fires %s, which says more: %s.".formatted(where,
					list(silencing)));
		}
		if (!silenced.isEmpty()) {
			paragraph("While it fires, these are not notified %s: %s.".formatted(where, list(silenced)));
		}
	}

	private String list(Set<String> names) {
		return names.stream()
			.map((other) -> other.equals(this.name) ? "its own other severity" : "[%1$s](%1$s.md)".formatted(other))
			.collect(Collectors.joining(", "));
	}

	private void reproduction() {
		heading("How to reproduce it");
		if (!this.scenarios.isEmpty()) {
			paragraph("Live, on a stack of its own: it breaks the sample service and shows the alert fire, arrive and"
					+ " resolve.");
			paragraph("```sh\n"
					+ this.scenarios.stream().map(Scenarios.Scenario::command).collect(Collectors.joining("\n"))
					+ "\n```");
		}
		else if (!this.alert.get("case").isNull()) {
			paragraph(
					"In a rule test, at the values that Telltale ships, here for \"%s\". Save it as `test.yaml` in the"
						.formatted(this.alert.at("/case/name").asString())
							+ " rendering's folder and run `promtool test rules test.yaml`:");
			paragraph("```yaml\n" + Yaml.print(document()).strip() + "\n```");
		}
		else {
			paragraph("No scenario and no rule test shows it.");
		}
	}

	// With the rules that it needs alone: all of them take many times as long.
	private ObjectNode document() {
		ObjectNode document = (ObjectNode) this.alert.at("/case/document").deepCopy();
		Set<String> needs = new TreeSet<>();
		this.alert.get("needs").forEach((area) -> needs.add(area.asString()));
		needs.forEach((area) -> document.withArray("rule_files").add("prometheus/rules/" + area + ".yaml"));
		ArrayNode all = (ArrayNode) document.remove("group_eval_order");
		ArrayNode order = document.putArray("group_eval_order");
		all.forEach((group) -> {
			if (needs.stream().anyMatch((area) -> group.asString().contains("." + area + "."))) {
				order.add(group);
			}
		});
		return document;
	}

	private void section(String title, String content) {
		heading(title);
		paragraph(content);
	}

	private void heading(String title) {
		paragraph("## " + title);
	}

	private void paragraph(String content) {
		this.text.append('\n').append(content).append('\n');
	}

}
