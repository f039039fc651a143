package dev.telltale.observability.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The paths of which nothing is measured. Immutable and thread-safe.
 */
class ExcludedPaths {

	// A path that is no pattern needs no parsing of every request's path.
	private final Set<String> literals;

	private final List<PathPattern> patterns;

	ExcludedPaths(Set<String> paths) {
		this.literals = paths.stream().filter((path) -> !isPattern(path)).collect(Collectors.toUnmodifiableSet());
		List<PathPattern> patterns = new ArrayList<>();
		for (String path : paths) {
			if (isPattern(path)) {
				patterns.add(PathPatternParser.defaultInstance.parse(path));
			}
		}
		this.patterns = List.copyOf(patterns);
	}

	private static boolean isPattern(String path) {
		return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('{') >= 0;
	}

	boolean contains(String path) {
		if (this.literals.contains(path)) {
			return true;
		}
		if (this.patterns.isEmpty()) {
			return false;
		}
		PathContainer container = PathContainer.parsePath(path);
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(container)) {
				return true;
			}
		}
		return false;
	}

}
