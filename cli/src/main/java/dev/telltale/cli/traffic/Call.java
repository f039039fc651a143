package dev.telltale.cli.traffic;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to make, again and again.
 *
 * @param method the method
 * @param path the path, starting with a slash
 */
public record Call(String method, String path) {

	private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|DELETE|HEAD|PATCH) (/\\S*)");

	/**
	 * Parse a call.
	 * @param text the call, such as {@code GET /api/error}
	 * @return the call
	 * @throws IllegalArgumentException if the text is no call
	 */
	public static Call parse(String text) {
		Matcher matcher = CALL.matcher(text.strip());
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"'%s' is no request: write a method and a path, such as 'GET /api/error'".formatted(text));
		}
		return new Call(matcher.group(1).toUpperCase(Locale.ROOT), matcher.group(2));
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
