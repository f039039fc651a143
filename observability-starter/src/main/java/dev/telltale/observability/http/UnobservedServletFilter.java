package dev.telltale.observability.http;

import java.io.IOException;
import java.util.function.Predicate;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Marks servlet requests as {@link Unobserved}. It stands before the filter that observes
 * requests and before Spring Security.
 */
class UnobservedServletFilter implements Filter {

	private final Predicate<String> excluded;

	/**
	 * Create a filter.
	 * @param excluded tells from a path within the application whether to mark
	 */
	UnobservedServletFilter(Predicate<String> excluded) {
		this.excluded = excluded;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && this.excluded.test(path(httpRequest))) {
			try (Unobserved.Scope scope = Unobserved.open()) {
				chain.doFilter(request, response);
			}
			return;
		}
		chain.doFilter(request, response);
	}

	private static String path(HttpServletRequest request) {
		String uri = request.getRequestURI();
		String contextPath = request.getContextPath();
		return contextPath.isEmpty() ? uri : uri.substring(contextPath.length());
	}

}
