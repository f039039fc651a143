package dev.telltale.mixins.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.telltale.mixins.promql.GrafanaVariables;
import tools.jackson.databind.JsonNode;

/**
 * A variable of a dashboard.
 *
 * @param name its name
 * @param query the expression and label it takes its values from, or its values,
 * separated by commas
 * @param asks whether the query goes to Prometheus
 * @param all what stands for all values, empty if it has exactly one
 */
public record Variable(String name, String query, boolean asks, String all) {

	private static final Pattern LABEL_VALUES = Pattern
		.compile("label_values\\((?:(?<selector>.*),)?\\s*(?<label>\\w+)\\s*\\)", Pattern.DOTALL);

	static Variable of(JsonNode variable) {
		JsonNode query = variable.path("query");
		String all = variable.path("allValue").asString("");
		return new Variable(variable.path("name").asString(),
				query.isString() ? query.asString() : query.path("query").asString(""),
				variable.path("type").asString("").equals("query"),
				variable.path("includeAll").asBoolean(false) ? (all.isEmpty() ? ".*" : all) : "");
	}

	/**
	 * Return a value to read expressions with, where Prometheus cannot be asked.
	 * @return the first of the values it has by itself, else any
	 */
	String anyValue() {
		return (this.asks || this.query.isEmpty()) ? "x" : this.query.split(",")[0].strip();
	}

	/**
	 * Return the value that the doctor looks with.
	 * @param answers what Prometheus answers
	 * @param before the variables that stand before this one
	 * @return all values, or the first one
	 */
	String value(Answers answers, GrafanaVariables before) {
		if (!this.all.isEmpty()) {
			return this.all;
		}
		if (!this.asks) {
			return anyValue();
		}
		return labelValues(before.replaceIn(this.query)).filter((call) -> !call.selector().isEmpty())
			.flatMap((call) -> call.values(answers).findFirst())
			.orElse(".*");
	}

	/**
	 * Return the values that the doctor may look with, where a dashboard shows one at a
	 * time.
	 * @param answers what Prometheus answers
	 * @param before the variables that stand before this one
	 * @return the values, none where all are shown together
	 */
	List<String> choices(Answers answers, GrafanaVariables before) {
		if (!this.all.isEmpty() || !this.asks) {
			return List.of();
		}
		return labelValues(before.replaceIn(this.query)).filter((call) -> !call.selector().isEmpty())
			.map((call) -> call.values(answers).toList())
			.orElse(List.of());
	}

	/**
	 * Split what asks for the values of a label.
	 * @param query such as {@code label_values(up, job)}
	 * @return its parts, if it is such a query
	 */
	public static Optional<LabelValues> labelValues(String query) {
		Matcher call = LABEL_VALUES.matcher(query.strip());
		if (!call.matches()) {
			return Optional.empty();
		}
		String selector = call.group("selector");
		return Optional.of(new LabelValues((selector != null) ? selector.strip() : "", call.group("label")));
	}

	/**
	 * What asks for the values of a label.
	 *
	 * @param selector of which series, empty for all
	 * @param label the label
	 */
	public record LabelValues(String selector, String label) {

		/** The values, in alphabetical order. */
		Stream<String> values(Answers answers) {
			return answers.ask("group by (%s) (%s)".formatted(this.label, this.selector))
				.stream()
				.map((sample) -> sample.labels().getOrDefault(this.label, ""))
				.filter((value) -> !value.isEmpty())
				.sorted();
		}

	}

}
