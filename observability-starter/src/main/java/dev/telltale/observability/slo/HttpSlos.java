package dev.telltale.observability.slo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the SLOs that an HTTP request belongs to.
 * <p>
 * A request that reached a handler is judged by the handler's path pattern: a pattern
 * without wildcards selects the route of the same pattern, whatever its variables are
 * called, and one with wildcards every route it covers. A request that never reached one,
 * such as a 401 or a filter's 503, is judged by its raw path. Thread-safe.
 */
class HttpSlos {

	// Routes are few; the bound is for applications that make them up as they go.
	private static final int MAX_CACHED_ROUTES = 1000;

	private static final Pattern VARIABLE = Pattern.compile("\\{[^/]*}");

	private final List<Entry> entries;

	private final boolean selective;

	private final Map<String, List<Entry>> byRoute = new ConcurrentHashMap<>();

	HttpSlos(List<SloCounters> counters) {
		this.entries = counters.stream().map(Entry::new).toList();
		this.selective = this.entries.stream().anyMatch((entry) -> entry.pattern != null);
	}

	/**
	 * Count a request that reached a handler for every SLO it belongs to.
	 * @param method the request's method
	 * @param route the path pattern of the handler
	 * @param outcome what the request means
	 * @param durationNanos how long it took, in nanoseconds
	 */
	void recordRoute(String method, String route, SloOutcome outcome, long durationNanos) {
		record(byRoute(route), method, outcome, durationNanos);
	}

	/**
	 * Count a request that reached no handler for every SLO it belongs to.
	 * @param method the request's method
	 * @param path the raw path within the application
	 * @param outcome what the request means
	 * @param durationNanos how long it took, in nanoseconds
	 */
	void recordPath(String method, String path, SloOutcome outcome, long durationNanos) {
		record(this.selective ? byPath(path) : this.entries, method, outcome, durationNanos);
	}

	private void record(List<Entry> candidates, String method, SloOutcome outcome, long durationNanos) {
		for (Entry entry : candidates) {
			if (entry.method == null || entry.method.equals(method)) {
				entry.counters.record(outcome, durationNanos);
			}
		}
	}

	private List<Entry> byRoute(String route) {
		List<Entry> cached = this.byRoute.get(route);
		if (cached != null) {
			return cached;
		}
		List<Entry> found = this.entries.stream().filter((entry) -> entry.matchesRoute(route)).toList();
		if (this.byRoute.size() < MAX_CACHED_ROUTES) {
			this.byRoute.put(route, found);
		}
		return found;
	}

	private List<Entry> byPath(String path) {
		PathContainer container = PathContainer.parsePath(path);
		return this.entries.stream().filter((entry) -> entry.matchesPath(container)).toList();
	}

	private static final class Entry {

		private final SloCounters counters;

		private final @Nullable PathPattern pattern;

		private final @Nullable String method;

		Entry(SloCounters counters) {
			this.counters = counters;
			SloDefinition.HttpRequests selector = (SloDefinition.HttpRequests) counters.slo().selector();
			this.pattern = (selector.uri() != null) ? PathPatternParser.defaultInstance.parse(selector.uri()) : null;
			this.method = selector.method();
		}

		boolean matchesRoute(String route) {
			if (this.pattern == null) {
				return true;
			}
			String uri = this.pattern.getPatternString();
			if (uri.indexOf('*') >= 0) {
				return this.pattern.matches(PathContainer.parsePath(route));
			}
			return withoutVariableNames(uri).equals(withoutVariableNames(route));
		}

		boolean matchesPath(PathContainer path) {
			return this.pattern == null || this.pattern.matches(path);
		}

		private static String withoutVariableNames(String pattern) {
			return VARIABLE.matcher(pattern).replaceAll("{}");
		}

	}

}
