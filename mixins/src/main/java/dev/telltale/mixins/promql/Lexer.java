package dev.telltale.mixins.promql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits PromQL into words.
 */
final class Lexer {

	private static final Pattern BLANK = Pattern.compile("(?:[ \\t\\r\\n]+|#[^\\n]*)+");

	private static final Pattern WORD = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");

	private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

	private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|[smhdwy]))+(?![A-Za-z0-9_])");

	private static final Pattern NUMBER = Pattern
		.compile("(?:0[xX][0-9a-fA-F]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)(?![A-Za-z0-9_.])");

	private static final Pattern SYMBOL = Pattern.compile("=~|!~|==|!=|<=|>=|[-+*/%^<>=@(){}\\[\\],:]");

	private static final Pattern ESCAPE = Pattern
		.compile("\\\\(?:([abfnrtv\\\\'\"])|([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))");

	private final String text;

	private final Matcher matcher;

	private final List<Token> tokens = new ArrayList<>();

	private int position;

	private boolean braces;

	private boolean brackets;

	Lexer(String text) {
		this.text = text;
		this.matcher = Pattern.compile("").matcher(text);
	}

	List<Token> tokens() {
		while (true) {
			find(BLANK);
			int start = this.position;
			if (start == this.text.length()) {
				this.tokens.add(new Token(Token.Kind.END, "", start));
				return this.tokens;
			}
			this.tokens.add(next(start));
		}
	}

	private Token next(int start) {
		char first = this.text.charAt(start);
		if (first == '"' || first == '\'' || first == '`') {
			return new Token(Token.Kind.STRING, string(start, first), start);
		}
		// A colon belongs to names, but not where it divides a range from its step.
		if (this.braces ? find(LABEL) : (!this.brackets && find(WORD))) {
			return new Token(Token.Kind.WORD, this.text.substring(start, this.position), start);
		}
		if (find(DURATION)) {
			return new Token(Token.Kind.DURATION, this.text.substring(start, this.position), start);
		}
		if (find(NUMBER)) {
			return new Token(Token.Kind.NUMBER, this.text.substring(start, this.position), start);
		}
		if (find(SYMBOL)) {
			return symbol(this.text.substring(start, this.position), start);
		}
		if (Character.isDigit(first)) {
			throw error(start, "expected a number or a duration such as 1.5 or 5m, found '" + word(start) + "'");
		}
		throw error(start, "unexpected character '" + Character.toString(this.text.codePointAt(start)) + "'"
				+ ((first == '$') ? ": replace the variable" : ""));
	}

	private Token symbol(String symbol, int start) {
		switch (symbol) {
			case "{" -> this.braces = true;
			case "}" -> this.braces = false;
			case "[" -> this.brackets = true;
			case "]" -> this.brackets = false;
			default -> {
				// The others open nothing.
			}
		}
		return new Token(Token.Kind.SYMBOL, symbol, start);
	}

	private String string(int start, char quote) {
		if (quote == '`') {
			int end = this.text.indexOf('`', start + 1);
			if (end < 0) {
				throw error(start, "this string has no end");
			}
			this.position = end + 1;
			return this.text.substring(start + 1, end);
		}
		// Escapes name bytes, several of which may be one character.
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		this.position = start + 1;
		while (true) {
			if (this.position == this.text.length() || this.text.charAt(this.position) == '\n') {
				throw error(start, "this string has no end");
			}
			int character = this.text.codePointAt(this.position);
			if (character == quote) {
				this.position++;
				return bytes.toString(StandardCharsets.UTF_8);
			}
			if (character == '\\') {
				escape(bytes, quote);
			}
			else {
				this.position += Character.charCount(character);
				bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	private void escape(ByteArrayOutputStream bytes, char quote) {
		int start = this.position;
		if (!find(ESCAPE)) {
			throw error(start, "expected an escape such as \\n or \\\\, found '"
					+ this.text.substring(start, Math.min(start + 2, this.text.length())) + "'");
		}
		if (this.matcher.group(1) != null) {
			char letter = this.matcher.group(1).charAt(0);
			if ((letter == '"' || letter == '\'') && letter != quote) {
				throw error(start, "only the quote that ends the string is escaped");
			}
			bytes.write(switch (letter) {
				case 'a' -> 0x07;
				case 'b' -> '\b';
				case 'f' -> '\f';
				case 'n' -> '\n';
				case 'r' -> '\r';
				case 't' -> '\t';
				case 'v' -> 0x0b;
				default -> letter;
			});
			return;
		}
		if (this.matcher.group(2) != null || this.matcher.group(3) != null) {
			int value = (this.matcher.group(2) != null) ? Integer.parseInt(this.matcher.group(2), 8)
					: Integer.parseInt(this.matcher.group(3), 16);
			if (value > 0xff) {
				throw error(start, "this escape is beyond \\377");
			}
			bytes.write(value);
			return;
		}
		String hex = (this.matcher.group(4) != null) ? this.matcher.group(4) : this.matcher.group(5);
		long value = Long.parseLong(hex, 16);
		if (value > Character.MAX_CODE_POINT
				|| (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
			throw error(start, "this escape names no character");
		}
		bytes.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
	}

	private boolean find(Pattern pattern) {
		this.matcher.usePattern(pattern).region(this.position, this.text.length()).useTransparentBounds(true);
		if (!this.matcher.lookingAt()) {
			return false;
		}
		this.position = this.matcher.end();
		return true;
	}

	private String word(int start) {
		int end = start;
		while (end < this.text.length()
				&& (Character.isLetterOrDigit(this.text.charAt(end)) || "_.".indexOf(this.text.charAt(end)) >= 0)) {
			end++;
		}
		return this.text.substring(start, end);
	}

	private PromqlException error(int offset, String problem) {
		return new PromqlException(this.text, offset, problem);
	}

}
