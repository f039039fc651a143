package dev.telltale.mixins.promql;

/**
 * A word of PromQL.
 *
 * @param kind its kind
 * @param text as it is written; of a string what it means
 * @param offset where it starts
 */
record Token(Kind kind, String text, int offset) {

	/**
	 * The kinds of words.
	 */
	enum Kind {

		/** A name or a keyword. */
		WORD,

		/** A number that starts with a digit or a point. */
		NUMBER,

		/** A duration such as 5m. */
		DURATION,

		/** A text. */
		STRING,

		/** An operator, a bracket, a comma or a colon. */
		SYMBOL,

		/** The end of the text. */
		END

	}

	boolean isSymbol(String symbol) {
		return this.kind == Kind.SYMBOL && this.text.equals(symbol);
	}

	boolean isWord(String keyword) {
		return this.kind == Kind.WORD && this.text.equalsIgnoreCase(keyword);
	}

	String description() {
		return switch (this.kind) {
			case END -> "the end";
			case STRING -> Printer.quote(this.text);
			default -> "'" + this.text + "'";
		};
	}

}
