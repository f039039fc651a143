package dev.telltale.mixins.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An operator between two expressions.
 */
public enum BinaryOperator {

	/** Series of either side. */
	OR("or", 1, Kind.SET),

	/** Series of the left side that the right side has too. */
	AND("and", 2, Kind.SET),

	/** Series of the left side that the right side lacks. */
	UNLESS("unless", 2, Kind.SET),

	/** Equal. */
	EQUAL("==", 3, Kind.COMPARISON),

	/** Not equal. */
	NOT_EQUAL("!=", 3, Kind.COMPARISON),

	/** Greater than. */
	GREATER(">", 3, Kind.COMPARISON),

	/** At least. */
	GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),

	/** Less than. */
	LESS("<", 3, Kind.COMPARISON),

	/** At most. */
	LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),

	/** Sum. */
	ADD("+", 4, Kind.ARITHMETIC),

	/** Difference. */
	SUBTRACT("-", 4, Kind.ARITHMETIC),

	/** Product. */
	MULTIPLY("*", 5, Kind.ARITHMETIC),

	/** Quotient. */
	DIVIDE("/", 5, Kind.ARITHMETIC),

	/** Remainder. */
	MODULO("%", 5, Kind.ARITHMETIC),

	/** Angle of a point. */
	ATAN2("atan2", 5, Kind.ARITHMETIC),

	/** Power, the only operator that groups from the right. */
	POWER("^", 6, Kind.ARITHMETIC);

	private enum Kind {

		ARITHMETIC, COMPARISON, SET

	}

	private final String symbol;

	private final int precedence;

	private final Kind kind;

	BinaryOperator(String symbol, int precedence, Kind kind) {
		this.symbol = symbol;
		this.precedence = precedence;
		this.kind = kind;
	}

	static Optional<BinaryOperator> of(String text) {
		String symbol = text.toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter((operator) -> operator.symbol.equals(symbol)).findFirst();
	}

	/**
	 * Return how the operator is written.
	 * @return such as {@code >=} or {@code unless}
	 */
	public String symbol() {
		return this.symbol;
	}

	/**
	 * Return whether this compares: it filters, or answers 0 or 1 with {@code bool}.
	 * @return whether it does
	 */
	public boolean isComparison() {
		return this.kind == Kind.COMPARISON;
	}

	/**
	 * Return whether this selects series by what the other side has.
	 * @return whether it does
	 */
	public boolean isSet() {
		return this.kind == Kind.SET;
	}

	/**
	 * Return the comparison that holds exactly where this one does not, of numbers.
	 * @return such as {@code <=} of {@code >}
	 * @throws IllegalStateException if this is no comparison
	 */
	public BinaryOperator opposite() {
		return switch (this) {
			case EQUAL -> NOT_EQUAL;
			case NOT_EQUAL -> EQUAL;
			case GREATER -> LESS_OR_EQUAL;
			case GREATER_OR_EQUAL -> LESS;
			case LESS -> GREATER_OR_EQUAL;
			case LESS_OR_EQUAL -> GREATER;
			default -> throw new IllegalStateException(this.symbol + " is no comparison");
		};
	}

	/** The higher, the tighter. */
	int precedence() {
		return this.precedence;
	}

	boolean groupsFromRight() {
		return this == POWER;
	}

}
