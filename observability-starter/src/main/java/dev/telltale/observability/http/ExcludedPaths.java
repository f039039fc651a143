package dev.telltale.observability.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The paths of which nothing is measured. Immutable and thread-safe.
 */
class ExcludedPaths {

	private static final String SUBTREE = "/**";

	private static final Pattern REST = Pattern.compile("/(?:\\*\\*|\\{\\*[^/]*})$");

	private static final Pattern WILDCARD = Pattern.compile("\\{[^/]*}|\\*+|\\?");

	// Nothing that somebody would write a pattern for.
	private static final String ANYTHING = "~0~";

	// Plain paths and whole subtrees, all that there is by default, need no parsing of
	// every request's path.
	private final Set<String> literals;

	private final String[] subtrees;

	private final PathPattern[] patterns;

	/**
	 * Create excluded paths.
	 * @param paths path patterns within the application
	 * @throws PatternParseException if one is not a path pattern
	 */
	ExcludedPaths(Collection<String> paths) {
		Set<String> literals = new LinkedHashSet<>();
		List<String> subtrees = new ArrayList<>();
		List<PathPattern> patterns = new ArrayList<>();
		for (String path : paths) {
			PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
			if (!pattern.hasPatternSyntax()) {
				literals.add(pattern.getPatternString());
			}
			else if (isSubtree(pattern.getPatternString())) {
				String root = pattern.getPatternString()
					.substring(0, pattern.getPatternString().length() - SUBTREE.length());
				literals.add(root);
				subtrees.add(root + "/");
			}
			else {
				patterns.add(pattern);
			}
		}
		this.literals = Set.copyOf(literals);
		this.subtrees = subtrees.toArray(String[]::new);
		this.patterns = patterns.toArray(PathPattern[]::new);
	}

	private static boolean isSubtree(String pattern) {
		return pattern.endsWith(SUBTREE)
				&& !PathPatternParser.defaultInstance.parse(pattern.substring(0, pattern.length() - SUBTREE.length()))
					.hasPatternSyntax();
	}

	boolean contains(String path) {
		if (this.literals.contains(path)) {
			return true;
		}
		for (String subtree : this.subtrees) {
			if (path.startsWith(subtree)) {
				return true;
			}
		}
		return this.patterns.length > 0 && matchesPattern(path);
	}

	/**
	 * Return whether every path that a pattern stands for is excluded. Decided by paths
	 * of which the pattern's variables have a value that nobody expects.
	 * @param pattern a path pattern within the application
	 * @return whether all are
	 */
	boolean containsAll(String pattern) {
		for (PathPattern own : this.patterns) {
			if (own.getPatternString().equals(pattern)) {
				return true;
			}
		}
		String fixed = REST.matcher(pattern).replaceFirst("");
		String path = WILDCARD.matcher(fixed).replaceAll(ANYTHING);
		if (fixed.equals(pattern)) {
			return contains(path);
		}
		return contains(path.isEmpty() ? "/" : path) && contains(path + "/" + ANYTHING + "/" + ANYTHING);
	}

	private boolean matchesPattern(String path) {
		PathContainer container = PathContainer.parsePath(path);
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(container)) {
				return true;
			}
		}
		return false;
	}

}
