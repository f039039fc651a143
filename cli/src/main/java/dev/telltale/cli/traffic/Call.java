package dev.telltale.cli.traffic;

import java.net.URI;
import java.net.URISyntaxException;
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
		String path = matcher.group(2);
		if (path.startsWith("//")) {
			throw new IllegalArgumentException("'%s' names another host: write a path with one slash".formatted(text));
		}
		try {
			new URI(path);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("'%s' is no request: %s".formatted(text, ex.getMessage()));
		}
		return new Call(matcher.group(1), path);
	}

	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
