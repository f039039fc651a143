package dev.telltale.mixins.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Rendering;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Everything that a rendering asks: panels, variables, annotations, alerts and recording
 * rules.
 *
 * @param questions the expressions, in the order of the files
 */
public record Inventory(List<Question> questions) {

	private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

	private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)");

	/**
	 * Create an inventory.
	 * @param questions the expressions
	 */
	public Inventory {
		questions = List.copyOf(questions);
	}

	/**
	 * Return what a rendering asks.
	 * @param rendering the rendering
	 * @return the inventory
	 */
	public static Inventory of(Rendering rendering) {
		List<Question> questions = new ArrayList<>();
		ObjectMapper json = new JsonMapper();
		ObjectMapper yaml = new YAMLMapper();
		rendering.files().forEach((path, text) -> {
			if (path.startsWith("dashboards/")) {
				dashboard(json.readTree(text), questions);
			}
			else if (path.startsWith("prometheus/rules/")) {
				rules(yaml.readTree(text), questions);
			}
		});
		return new Inventory(questions);
	}

	private static void dashboard(JsonNode dashboard, List<Question> questions) {
		String title = dashboard.path("title").asString();
		List<Variable> variables = new ArrayList<>();
		dashboard.path("templating").path("list").forEach((variable) -> variables.add(Variable.of(variable)));
		for (Variable variable : variables) {
			if (variable.asks()) {
				questions.add(new Question(title + " / $" + variable.name(), Question.Kind.VARIABLE, variable.query(),
						Set.of(), variables));
			}
		}
		for (JsonNode annotation : dashboard.path("annotations").path("list")) {
			if (annotation.has("expr")) {
				questions.add(new Question("%s / annotation %s".formatted(title, annotation.path("name").asString("")),
						Question.Kind.ANNOTATION, annotation.path("expr").asString(),
						labels(LEGEND, annotation.path("titleFormat").asString("")
								+ annotation.path("textFormat").asString("")),
						variables));
			}
		}
		panels(title, dashboard.path("panels"), variables, questions);
	}

	private static void panels(String dashboard, JsonNode panels, List<Variable> variables, List<Question> questions) {
		for (JsonNode panel : panels) {
			// A collapsed row holds its panels.
			panels(dashboard, panel.path("panels"), variables, questions);
			for (JsonNode target : panel.path("targets")) {
				String place = "%s / %s / %s".formatted(dashboard, panel.path("title").asString(""),
						target.path("refId").asString(""));
				String source = target.path("datasource")
					.path("type")
					.asString(panel.path("datasource").path("type").asString("prometheus"));
				questions.add(switch (source) {
					case "loki" ->
						new Question(place, Question.Kind.LOGS, target.path("expr").asString(""), Set.of(), variables);
					case "tempo" -> new Question(place, Question.Kind.TRACES, target.path("query").asString(""),
							Set.of(), variables);
					default -> new Question(place, Question.Kind.PANEL, target.path("expr").asString(""),
							labels(LEGEND, target.path("legendFormat").asString("")), variables);
				});
			}
		}
	}

	private static void rules(JsonNode file, List<Question> questions) {
		for (JsonNode group : file.path("groups")) {
			for (JsonNode rule : group.path("rules")) {
				String expression = rule.path("expr").asString();
				if (rule.has("record")) {
					questions.add(new Question(rule.path("record").asString(), Question.Kind.RECORDING, expression,
							Set.of(), List.of()));
				}
				else {
					questions.add(new Question(rule.path("alert").asString(), Question.Kind.ALERT, expression,
							labels(TEMPLATE, rule.path("annotations").path("description").asString("")), List.of()));
				}
			}
		}
	}

	private static Set<String> labels(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).collect(Collectors.toSet());
	}

}
