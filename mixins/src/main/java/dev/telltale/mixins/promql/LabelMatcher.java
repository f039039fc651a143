package dev.telltale.mixins.promql;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on a label. Regular expressions are not checked: Prometheus' dialect is
 * RE2.
 *
 * @param label the name of the label
 * @param operator how it is compared
 * @param value the value, or the regular expression over the whole value
 */
public record LabelMatcher(String label, Operator operator, String value) {

	/**
	 * How a label is compared.
	 */
	public enum Operator {

		/** Equal. */
		EQUAL("="),

		/** Not equal. */
		NOT_EQUAL("!="),

		/** Matches as a whole. */
		MATCHES("=~"),

		/** Does not match as a whole. */
		DOES_NOT_MATCH("!~");

		private final String symbol;

		Operator(String symbol) {
			this.symbol = symbol;
		}

		static Optional<Operator> of(String symbol) {
			return Arrays.stream(values()).filter((operator) -> operator.symbol.equals(symbol)).findFirst();
		}

		/**
		 * Return how the operator is written.
		 * @return such as {@code =~}
		 */
		public String symbol() {
			return this.symbol;
		}

		/**
		 * Return whether the value is a regular expression.
		 * @return whether it is
		 */
		public boolean isRegex() {
			return this == MATCHES || this == DOES_NOT_MATCH;
		}

	}

	/** Whether series without the label pass. */
	boolean acceptsAbsence() {
		return switch (this.operator) {
			case EQUAL -> this.value.isEmpty();
			case NOT_EQUAL -> !this.value.isEmpty();
			case MATCHES -> matchesNothing();
			case DOES_NOT_MATCH -> !matchesNothing();
		};
	}

	private boolean matchesNothing() {
		try {
			return Pattern.matches(this.value, "");
		}
		catch (PatternSyntaxException ex) {
			// RE2's alone: what is so special rarely matches nothing.
			return false;
		}
	}

	@Override
	public String toString() {
		return this.label + this.operator.symbol() + Printer.quote(this.value);
	}

}
