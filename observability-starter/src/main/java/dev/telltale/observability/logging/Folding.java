package dev.telltale.observability.logging;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The classes whose frames say nothing about an error. Immutable and thread-safe.
 */
class Folding {

	private final List<String> starts;

	/**
	 * Create a folding.
	 * @param starts the starts of the names of the classes
	 */
	Folding(List<String> starts) {
		this.starts = starts.stream().filter((start) -> !start.isBlank()).toList();
	}

	boolean contains(String className) {
		for (String start : this.starts) {
			if (className.startsWith(start)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the regular expression for the names of those classes: one alternative of
	 * literals, which cannot track back.
	 * @return the expression, or nothing if no class is folded
	 */
	Optional<String> pattern() {
		if (this.starts.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(this.starts.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(?:", ")")));
	}

}
