package dev.telltale.observability.slo;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Checks path patterns. Its own class, for a service that serves no HTTP need not have
 * the classes of spring-web.
 */
final class UriPatterns {

	private UriPatterns() {
	}

	/**
	 * Return what is wrong with a path pattern.
	 * @param uri the pattern
	 * @return the problem, or {@code null} if there is none
	 */
	static @Nullable String findProblem(String uri) {
		try {
			PathPatternParser.defaultInstance.parse(uri);
			return null;
		}
		catch (PatternParseException ex) {
			return ex.toDetailedString();
		}
	}

}
