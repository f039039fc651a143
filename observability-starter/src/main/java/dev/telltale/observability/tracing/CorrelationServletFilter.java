package dev.telltale.observability.tracing;

import java.io.IOException;

import io.micrometer.observation.Observation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Correlates servlet requests. It stands directly behind the filter that observes them:
 * what is not observed is not correlated, and costs one look at an attribute.
 */
class CorrelationServletFilter extends OncePerRequestFilter implements Ordered {

	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

	private static final String ATTRIBUTE = CorrelationServletFilter.class.getName() + ".id";

	private final RequestCorrelation correlation;

	CorrelationServletFilter(RequestCorrelation correlation) {
		this.correlation = correlation;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = id(request, response);
		if (id == null) {
			chain.doFilter(request, response);
			return;
		}
		CorrelationId.set(id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			CorrelationId.clear();
		}
	}

	private @Nullable String id(HttpServletRequest request, HttpServletResponse response) {
		// A request comes back for each asynchronous and error dispatch.
		String id = (String) request.getAttribute(ATTRIBUTE);
		if (id != null) {
			return id;
		}
		Observation.Context context = ServerHttpObservationFilter.findObservationContext(request).orElse(null);
		if (context == null) {
			return null;
		}
		id = this.correlation.begin(context, request::getHeader, response::setHeader);
		if (id != null) {
			request.setAttribute(ATTRIBUTE, id);
		}
		return id;
	}

}
