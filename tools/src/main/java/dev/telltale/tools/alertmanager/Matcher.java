package dev.telltale.tools.alertmanager;

/**
 * A condition on a label.
 *
 * @param name the label
 * @param value the value, or the regular expression that the whole value must match
 * @param isRegex whether {@code value} is a regular expression
 * @param isEqual whether the label must match, rather than must not
 */
public record Matcher(String name, String value, boolean isRegex, boolean isEqual) {

	/**
	 * Return a matcher for a value.
	 * @param name the label
	 * @param value its value
	 * @return the matcher
	 */
	public static Matcher equal(String name, String value) {
		return new Matcher(name, value, false, true);
	}

	/**
	 * Return a matcher for a pattern.
	 * @param name the label
	 * @param pattern what its whole value must match
	 * @return the matcher
	 */
	public static Matcher matching(String name, String pattern) {
		return new Matcher(name, pattern, true, true);
	}

	/**
	 * Return the matcher as it stands in a configuration.
	 * @return such as {@code job="orders"}
	 */
	@Override
	public String toString() {
		String operator = this.isEqual ? (this.isRegex ? "=~" : "=") : (this.isRegex ? "!~" : "!=");
		String escaped = this.value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
		return this.name + operator + '"' + escaped + '"';
	}

}
