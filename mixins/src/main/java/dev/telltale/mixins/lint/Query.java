package dev.telltale.mixins.lint;

import java.util.Set;

import dev.telltale.mixins.promql.Expression;
import dev.telltale.mixins.rules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * An expression, and where it stands.
 *
 * @param subject what it belongs to
 * @param text the expression as it is written, with its variables
 * @param expression the expression
 * @param rule the rule it is of, {@code null} in a panel
 * @param labels labels of its result that a text names
 */
record Query(String subject, String text, Expression expression, @Nullable Rule rule, Set<String> labels) {

	boolean isPanel() {
		return this.rule == null;
	}

	boolean isAlert() {
		return this.rule != null && this.rule.isAlert();
	}

	Finding finding(String check, String problem) {
		return new Finding(check, this.subject, problem);
	}

}
