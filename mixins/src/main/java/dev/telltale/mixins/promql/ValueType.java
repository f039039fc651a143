package dev.telltale.mixins.promql;

/**
 * What an expression evaluates to.
 */
public enum ValueType {

	/** A number without labels. */
	SCALAR("a scalar"),

	/** A text. */
	STRING("a string"),

	/** A value for each series. */
	INSTANT_VECTOR("an instant vector"),

	/** The values of each series over a time. */
	RANGE_VECTOR("a range vector");

	private final String description;

	ValueType(String description) {
		this.description = description;
	}

	/**
	 * Return the type in words.
	 * @return such as {@code a scalar}
	 */
	String description() {
		return this.description;
	}

}
