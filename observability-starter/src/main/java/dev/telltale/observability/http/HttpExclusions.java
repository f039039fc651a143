package dev.telltale.observability.http;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Knows which requests are kept out of metrics, SLOs and traces. Thread-safe.
 */
public final class HttpExclusions {

	/**
	 * The property that names further paths.
	 */
	public static final String PROPERTY = "telltale.http.excluded-paths";

	private final Set<String> configured = new LinkedHashSet<>();

	private final Supplier<Set<String>> managementPaths;

	private volatile @Nullable ExcludedPaths paths;

	/**
	 * Create exclusions.
	 * @param properties what a user excludes
	 * @param managementPaths finds the paths of the actuator, asked at the first request:
	 * the endpoints need the registries, which need the predicates
	 * @throws InvalidConfigurationPropertyValueException if a path is no pattern
	 */
	HttpExclusions(HttpProperties properties, Supplier<Set<String>> managementPaths) {
		for (String path : properties.getExcludedPaths()) {
			check(path);
			this.configured.add(path);
		}
		this.managementPaths = managementPaths;
	}

	private static void check(String path) {
		if (!path.startsWith("/")) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, path,
					"Must start with '/': write " + StringUtils.quote("/" + path));
		}
		try {
			new ExcludedPaths(Set.of(path));
		}
		catch (PatternParseException ex) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, path,
					"Is not a path pattern: " + ex.getMessage());
		}
	}

	/**
	 * Return whether a request is kept out.
	 * @param path its path within the application
	 * @return whether nothing is to be measured
	 */
	boolean contain(String path) {
		ExcludedPaths current = this.paths;
		return ((current != null) ? current : resolve()).contains(path);
	}

	/**
	 * Return whether every path that a pattern stands for is kept out. Asks for the
	 * actuator's endpoints.
	 * @param pattern a path pattern within the application
	 * @return whether nothing of it is measured
	 */
	public boolean containAll(String pattern) {
		ExcludedPaths current = this.paths;
		return ((current != null) ? current : resolve()).containsAll(pattern);
	}

	/**
	 * Return the configured path that keeps out every path that a pattern stands for.
	 * @param pattern a path pattern within the application
	 * @return the value of {@value #PROPERTY} that does, or {@code null} if none does on
	 * its own
	 */
	public @Nullable String findConfigured(String pattern) {
		return this.configured.stream()
			.filter((path) -> new ExcludedPaths(Set.of(path)).containsAll(pattern))
			.findFirst()
			.orElse(null);
	}

	private ExcludedPaths resolve() {
		Set<String> all = new LinkedHashSet<>(this.configured);
		all.addAll(this.managementPaths.get());
		ExcludedPaths resolved = new ExcludedPaths(all);
		this.paths = resolved;
		return resolved;
	}

}
