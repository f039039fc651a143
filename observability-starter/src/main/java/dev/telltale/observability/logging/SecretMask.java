package dev.telltale.observability.logging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Makes secrets unreadable, in time linear to the text whatever it holds: by the name of
 * a field, as {@code name=value} or {@code name: value} within a text, as a bearer token
 * or JSON Web Token, and by RE2 patterns. Immutable and thread-safe.
 */
class SecretMask {

	static final String MASK = "****";

	/**
	 * What separates a name from its value, a word from the next, and starts a token:
	 * without one of these only a pattern can find a secret.
	 */
	static final String SIGNS = "=: J";

	private static final int ASCII = 128;

	// A name that is longer than this is no name that anybody configured.
	private static final int MAX_NAME_LENGTH = 64;

	private static final int MIN_TOKEN_LENGTH = 16;

	private static final String COOKIE = "cookie";

	private static final List<String> SCHEMES = List.of("bearer", "basic", "digest", "negotiate");

	// By last character, so that most names are let pass at the first look.
	private final String[][] keys = new String[ASCII][];

	private final List<Pattern> patterns;

	/**
	 * Create a mask.
	 * @param keys the names whose values are secret
	 * @param patterns what is secret wherever it stands
	 */
	SecretMask(Collection<String> keys, List<Pattern> patterns) {
		List<List<String>> byLastCharacter = new ArrayList<>();
		for (int i = 0; i < ASCII; i++) {
			byLastCharacter.add(new ArrayList<>());
		}
		for (String key : keys) {
			String name = normalize(key);
			if (!name.isEmpty()) {
				byLastCharacter.get(name.charAt(name.length() - 1)).add(name);
			}
		}
		for (int i = 0; i < ASCII; i++) {
			if (!byLastCharacter.get(i).isEmpty()) {
				this.keys[i] = byLastCharacter.get(i).toArray(String[]::new);
			}
		}
		this.patterns = List.copyOf(patterns);
	}

	private static String normalize(String key) {
		StringBuilder name = new StringBuilder();
		for (int i = 0; i < key.length(); i++) {
			char c = key.charAt(i);
			if (isLetterOrDigit(c)) {
				name.append(toLowerCase(c));
			}
		}
		return name.toString();
	}

	/**
	 * Return whether the value of a field is secret.
	 * @param name the field's name
	 * @return whether to mask its value
	 */
	boolean isSecret(String name) {
		return isSecret(name, 0, name.length());
	}

	private boolean isSecret(CharSequence text, int start, int end) {
		if (end <= start) {
			return false;
		}
		char last = text.charAt(end - 1);
		String[] candidates = (last < ASCII) ? this.keys[toLowerCase(last)] : null;
		if (candidates == null) {
			return false;
		}
		for (String candidate : candidates) {
			if (endsWithKey(text, start, end, candidate)) {
				return true;
			}
		}
		return false;
	}

	private boolean mayEndKey(char last) {
		return last < ASCII && this.keys[toLowerCase(last)] != null;
	}

	private static boolean endsWithKey(CharSequence text, int start, int end, String key) {
		int position = end - 1;
		for (int i = key.length() - 1; i >= 0; i--) {
			while (position >= start && isSeparator(text.charAt(position))) {
				position--;
			}
			if (position < start || toLowerCase(text.charAt(position)) != key.charAt(i)) {
				return false;
			}
			position--;
		}
		return true;
	}

	/**
	 * Return a text without its secrets.
	 * @param text the text
	 * @return the same text if there is nothing to mask
	 */
	String mask(String text) {
		String masked = isHarmless(text) ? text : maskNamedValues(text);
		for (Pattern pattern : this.patterns) {
			Matcher matcher = pattern.matcher(masked);
			if (matcher.find()) {
				masked = matcher.replaceAll(MASK);
			}
		}
		return masked;
	}

	/**
	 * Return a text without its secrets.
	 * @param text the text
	 * @param kinds the {@linkplain Characters#kinds kinds} of its characters
	 * @return the same text if there is nothing to mask
	 */
	String mask(String text, int kinds) {
		boolean harmless = (kinds & Characters.SECRETIVE) == 0 && this.patterns.isEmpty();
		return harmless ? text : mask(text);
	}

	/**
	 * Return whether there is nothing to look at closely: the virtual machine searches a
	 * text much faster than a loop over its characters does.
	 */
	private static boolean isHarmless(String text) {
		return text.indexOf('=') < 0 && text.indexOf(':') < 0 && text.indexOf("eyJ") < 0 && text.indexOf("r ") < 0
				&& text.indexOf("R ") < 0;
	}

	private String maskNamedValues(String text) {
		StringBuilder masked = null;
		int copied = 0;
		int length = text.length();
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			int from;
			if (c == '=' || c == ':') {
				from = startOfNamedValue(text, i);
			}
			else if (c == ' ') {
				from = startOfBearerToken(text, i);
			}
			else if (c == 'J' && isJsonWebToken(text, i)) {
				from = i - 2;
			}
			else {
				continue;
			}
			if (from < 0) {
				continue;
			}
			int to = (c == ':' && text.regionMatches(true, i - COOKIE.length(), COOKIE, 0, COOKIE.length()))
					? endOfLine(text, from) : endOfValue(text, from);
			if (to > from) {
				masked = (masked != null) ? masked : new StringBuilder(length);
				masked.append(text, copied, from).append(MASK);
				copied = to;
				i = to - 1;
			}
		}
		return (masked != null) ? masked.append(text, copied, length).toString() : text;
	}

	/**
	 * Return where the value starts that belongs to the separator at the index, or -1 if
	 * the name before it is none of a secret.
	 */
	private int startOfNamedValue(String text, int separator) {
		int end = separator;
		while (end > 0 && (text.charAt(end - 1) == ' ' || isQuote(text.charAt(end - 1))) && separator - end < 4) {
			end--;
		}
		if (end == 0 || !mayEndKey(text.charAt(end - 1))) {
			return -1;
		}
		int start = end;
		while (start > 0 && end - start < MAX_NAME_LENGTH && isNameCharacter(text.charAt(start - 1))) {
			start--;
		}
		if (!isSecret(text, start, end)) {
			return -1;
		}
		int value = skipSpaces(text, separator + 1);
		for (String scheme : SCHEMES) {
			int afterScheme = value + scheme.length();
			if (text.regionMatches(true, value, scheme, 0, scheme.length()) && afterScheme < text.length()
					&& text.charAt(afterScheme) == ' ') {
				return skipSpaces(text, afterScheme);
			}
		}
		return value;
	}

	private static int startOfBearerToken(String text, int space) {
		// Most words are let pass at the first look.
		if (space == 0 || toLowerCase(text.charAt(space - 1)) != 'r') {
			return -1;
		}
		int start = space - "bearer".length();
		boolean bearer = start >= 0 && text.regionMatches(true, start, "bearer", 0, "bearer".length())
				&& (start == 0 || !isLetterOrDigit(text.charAt(start - 1)));
		if (!bearer) {
			return -1;
		}
		int token = skipSpaces(text, space);
		int end = token;
		while (end < text.length() && isTokenCharacter(text.charAt(end))) {
			end++;
		}
		// "The bearer of this ..." is a sentence.
		return (end - token >= MIN_TOKEN_LENGTH) ? token : -1;
	}

	private static boolean isJsonWebToken(String text, int index) {
		if (index < 2 || text.charAt(index - 1) != 'y' || text.charAt(index - 2) != 'e'
				|| (index > 2 && isBase64Url(text.charAt(index - 3)))) {
			return false;
		}
		int dots = 0;
		int end = index;
		while (end < text.length() && (isBase64Url(text.charAt(end)) || text.charAt(end) == '.')) {
			dots += (text.charAt(end) == '.') ? 1 : 0;
			end++;
		}
		return dots > 0 && end - index >= MIN_TOKEN_LENGTH;
	}

	private static int endOfValue(String text, int start) {
		if (start >= text.length()) {
			return start;
		}
		char first = text.charAt(start);
		if (!isQuote(first)) {
			int end = start;
			while (end < text.length() && !isEnd(text.charAt(end))) {
				end++;
			}
			return end;
		}
		int end = start + 1;
		while (end < text.length() && text.charAt(end) != first) {
			end += (text.charAt(end) == '\\') ? 2 : 1;
		}
		return Math.min(end + 1, text.length());
	}

	private static int endOfLine(String text, int start) {
		int end = start;
		while (end < text.length() && text.charAt(end) >= ' ') {
			end++;
		}
		return end;
	}

	private static int skipSpaces(String text, int index) {
		int position = index;
		while (position < text.length() && text.charAt(position) == ' ') {
			position++;
		}
		return position;
	}

	private static boolean isEnd(char c) {
		return c <= ' ' || c == ',' || c == ';' || c == '&' || c == ')' || c == '}' || c == ']' || isQuote(c);
	}

	private static boolean isQuote(char c) {
		return c == '"' || c == '\'';
	}

	private static boolean isNameCharacter(char c) {
		return isLetterOrDigit(c) || isSeparator(c);
	}

	private static boolean isSeparator(char c) {
		return c == '_' || c == '-' || c == '.';
	}

	private static boolean isBase64Url(char c) {
		return isLetterOrDigit(c) || c == '_' || c == '-';
	}

	private static boolean isTokenCharacter(char c) {
		return isBase64Url(c) || c == '.' || c == '+' || c == '/' || c == '=' || c == '~';
	}

	private static boolean isLetterOrDigit(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
	}

	private static char toLowerCase(char c) {
		return (c >= 'A' && c <= 'Z') ? (char) (c + 32) : c;
	}

}
