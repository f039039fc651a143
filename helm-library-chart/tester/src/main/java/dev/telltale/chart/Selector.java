package dev.telltale.chart;

import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * A selector of labels, either plain ones or {@code matchLabels} and
 * {@code matchExpressions}.
 */
final class Selector {

	private final JsonNode labels;

	private final JsonNode expressions;

	private Selector(JsonNode labels, JsonNode expressions) {
		this.labels = labels;
		this.expressions = expressions;
	}

	/**
	 * Return a selector as services have it.
	 * @param labels the labels
	 * @return the selector
	 */
	static Selector ofLabels(JsonNode labels) {
		return new Selector(labels, labels.path("no expressions"));
	}

	/**
	 * Return a selector as all else has it.
	 * @param selector an object with {@code matchLabels} and {@code matchExpressions}
	 * @return the selector
	 */
	static Selector of(JsonNode selector) {
		return new Selector(selector.path("matchLabels"), selector.path("matchExpressions"));
	}

	/**
	 * Say whether it selects everything.
	 * @return whether it does
	 */
	boolean isEmpty() {
		return this.labels.isEmpty() && this.expressions.isEmpty();
	}

	/**
	 * Say whether it selects what has given labels.
	 * @param actual the labels
	 * @return whether it does
	 */
	boolean matches(JsonNode actual) {
		return this.labels.propertyStream().allMatch((label) -> label.getValue().equals(actual.path(label.getKey())))
				&& this.expressions.valueStream().allMatch((expression) -> matches(expression, actual));
	}

	private static boolean matches(JsonNode expression, JsonNode actual) {
		JsonNode value = actual.path(expression.path("key").asString(""));
		boolean listed = expression.path("values").valueStream().anyMatch(value::equals);
		return switch (expression.path("operator").asString("")) {
			case "In" -> listed;
			case "NotIn" -> !listed;
			case "Exists" -> !value.isMissingNode();
			case "DoesNotExist" -> value.isMissingNode();
			default -> true;
		};
	}

	/**
	 * Return the selector as {@code kubectl} takes it.
	 */
	@Override
	public String toString() {
		String text = this.labels.propertyStream()
			.map((label) -> label.getKey() + "=" + label.getValue().asString(""))
			.collect(Collectors.joining(","));
		return this.expressions.isEmpty() ? text : text + (text.isEmpty() ? "" : ",") + this.expressions;
	}

}
