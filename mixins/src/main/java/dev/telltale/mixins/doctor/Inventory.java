package dev.telltale.mixins.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.telltale.mixins.Rendering;
import dev.telltale.mixins.rules.Rule;
import dev.telltale.mixins.rules.RuleGroup;
import tools.jackson.databind.JsonNode;

/**
 * Everything that a rendering asks: panels, variables, annotations, alerts and recording
 * rules.
 *
 * @param questions the expressions, in the order of the files
 */
public record Inventory(List<Question> questions) {

	private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

	private static final Pattern TEXT = Pattern.compile("\\$labels\\.(\\w+)");

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
		Dashboard.of(rendering).forEach((dashboard) -> dashboard(dashboard, questions));
		RuleGroup.rules(RuleGroup.of(rendering)).forEach((rule) -> questions.add(question(rule)));
		return new Inventory(questions);
	}

	/**
	 * Return the labels that a legend shows.
	 * @param legend the legend, such as <code>{{instance}}</code>
	 * @return the labels
	 */
	public static Set<String> labelsOfLegend(String legend) {
		return labels(LEGEND, legend);
	}

	/**
	 * Return the labels that the text of an alert shows.
	 * @param text the text, such as <code>{{ $labels.job }} is down.</code>
	 * @return the labels
	 */
	public static Set<String> labelsOfText(String text) {
		return labels(TEXT, text);
	}

	private static Set<String> labels(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).collect(Collectors.toSet());
	}

	private static void dashboard(Dashboard dashboard, List<Question> questions) {
		List<Variable> variables = dashboard.variables();
		variables.stream()
			.filter(Variable::asks)
			.map((variable) -> new Question(dashboard.title() + " / $" + variable.name(), Question.Kind.VARIABLE,
					variable.query(), Set.of(), variables))
			.forEach(questions::add);
		for (JsonNode annotation : dashboard.json().path("annotations").path("list")) {
			if (annotation.has("expr")) {
				questions.add(new Question(
						"%s / annotation %s".formatted(dashboard.title(), annotation.path("name").asString("")),
						Question.Kind.ANNOTATION, annotation.path("expr").asString(),
						labelsOfLegend(annotation.path("titleFormat").asString("")
								+ annotation.path("textFormat").asString("")),
						variables));
			}
		}
		for (Dashboard.Panel panel : dashboard.panels()) {
			for (Dashboard.Target target : panel.targets()) {
				questions.add(new Question("%s / %s / %s".formatted(dashboard.title(), panel.title(), target.id()),
						target.kind(), target.text(), target.labels(), variables));
			}
		}
	}

	private static Question question(Rule rule) {
		return new Question(rule.name(), rule.isAlert() ? Question.Kind.ALERT : Question.Kind.RECORDING, rule.expr(),
				labelsOfText(rule.annotations().getOrDefault("description", "")), List.of());
	}

}
