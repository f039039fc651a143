package dev.telltale.mixins.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.promql.PromqlException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule of Prometheus.
 *
 * @param name the name of the alert or of the recorded series
 * @param kind what the rule makes
 * @param expr its expression
 * @param patience how long the expression must hold before the alert fires, if it must
 * @param keepFiringFor how long the alert fires on, if it does
 * @param labels labels of what it makes
 * @param annotations the texts of the alert
 */
public record Rule(String name, Kind kind, String expr, @Nullable String patience, @Nullable String keepFiringFor,
		Map<String, String> labels, Map<String, String> annotations) {

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * What a rule makes.
	 */
	public enum Kind {

		/** An alert. */
		ALERT,

		/** A series. */
		RECORDING

	}

	/**
	 * Create a rule.
	 * @param name the name of the alert or of the recorded series
	 * @param kind what the rule makes
	 * @param expr its expression
	 * @param patience its {@code for}
	 * @param keepFiringFor its {@code keep_firing_for}
	 * @param labels labels of what it makes
	 * @param annotations the texts of the alert
	 */
	public Rule {
		labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
		annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
	}

	/**
	 * Return the expression as a tree, parsed anew.
	 * @return the tree
	 * @throws PromqlException if it is wrong
	 */
	public Expression expression() {
		return Expression.parse(this.expr);
	}

	/**
	 * Return whether this makes an alert.
	 * @return whether it does
	 */
	public boolean isAlert() {
		return this.kind == Kind.ALERT;
	}

	/**
	 * Return this rule with another name.
	 * @param other the name
	 * @return the changed rule
	 */
	public Rule withName(String other) {
		return new Rule(other, this.kind, this.expr, this.patience, this.keepFiringFor, this.labels, this.annotations);
	}

	/**
	 * Return this rule with another expression.
	 * @param expression the expression
	 * @return the changed rule
	 */
	public Rule withExpression(Expression expression) {
		return new Rule(this.name, this.kind, expression.print(), this.patience, this.keepFiringFor, this.labels,
				this.annotations);
	}

	/**
	 * Return this rule with another {@code for}.
	 * @param duration the duration
	 * @return the changed rule
	 */
	public Rule withPatience(String duration) {
		return new Rule(this.name, this.kind, this.expr, duration, this.keepFiringFor, this.labels, this.annotations);
	}

	/**
	 * Return this rule with another {@code keep_firing_for}.
	 * @param duration the duration
	 * @return the changed rule
	 */
	public Rule withKeepFiringFor(String duration) {
		return new Rule(this.name, this.kind, this.expr, this.patience, duration, this.labels, this.annotations);
	}

	static Rule of(JsonNode rule) {
		boolean alert = rule.has("alert");
		return new Rule(rule.path(alert ? "alert" : "record").asString(""), alert ? Kind.ALERT : Kind.RECORDING,
				rule.path("expr").asString(""), text(rule, "for"), text(rule, "keep_firing_for"),
				texts(rule.path("labels")), texts(rule.path("annotations")));
	}

	ObjectNode toJson() {
		ObjectNode rule = JSON.createObjectNode();
		rule.put(isAlert() ? "alert" : "record", this.name).put("expr", this.expr);
		if (this.patience != null) {
			rule.put("for", this.patience);
		}
		if (this.keepFiringFor != null) {
			rule.put("keep_firing_for", this.keepFiringFor);
		}
		if (!this.labels.isEmpty()) {
			rule.set("labels", JSON.valueToTree(this.labels));
		}
		if (!this.annotations.isEmpty()) {
			rule.set("annotations", JSON.valueToTree(this.annotations));
		}
		return rule;
	}

	private static @Nullable String text(JsonNode node, String field) {
		return node.has(field) ? node.get(field).asString("") : null;
	}

	private static Map<String, String> texts(JsonNode node) {
		Map<String, String> texts = new LinkedHashMap<>();
		node.forEachEntry((name, value) -> texts.put(name, value.asString("")));
		return texts;
	}

}
