package dev.telltale.observability.tracing;

import java.io.IOException;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.TraceContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Gives the ids of a request to the line that the server writes about its exception:
 * servers log when all filters are left, and the scope of the observation with them. It
 * stands before every other filter; the ids go when the server is done with the request.
 */
class FailedRequestFilter implements Filter, Ordered, ServletRequestListener {

	/** Where Micrometer Tracing puts the trace's id. */
	private static final String TRACE_ID = "traceId";

	/** Where Micrometer Tracing puts the span's id. */
	private static final String SPAN_ID = "spanId";

	private static final String ATTRIBUTE = FailedRequestFilter.class.getName() + ".failed";

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		try {
			chain.doFilter(request, response);
		}
		catch (Throwable ex) {
			keepIds(request);
			throw ex;
		}
	}

	/**
	 * An asynchronous request may end on another thread, which could not take the ids
	 * away from this one.
	 */
	private static void keepIds(ServletRequest request) {
		if (request instanceof HttpServletRequest httpRequest && request.getDispatcherType() == DispatcherType.REQUEST
				&& !request.isAsyncStarted()) {
			ServerHttpObservationFilter.findObservationContext(httpRequest).ifPresent((context) -> {
				request.setAttribute(ATTRIBUTE, true);
				putIds(context);
			});
		}
	}

	private static void putIds(Observation.ContextView context) {
		TraceContext trace = RequestCorrelation.trace(context);
		if (trace != null) {
			MDC.put(TRACE_ID, trace.traceId());
			MDC.put(SPAN_ID, trace.spanId());
		}
		String id = context.get(LogFieldNames.CORRELATION_ID);
		if (id != null) {
			CorrelationId.set(id);
		}
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		removeIds(event.getServletRequest());
	}

	/**
	 * Take the ids away from the thread that serves a request, if they were kept for it.
	 * @param request the request that the server is done with
	 */
	static void removeIds(ServletRequest request) {
		if (request.getAttribute(ATTRIBUTE) != null) {
			MDC.remove(TRACE_ID);
			MDC.remove(SPAN_ID);
			CorrelationId.clear();
		}
	}

	/**
	 * What takes the ids away in place of the listener.
	 */
	interface CleanUp {

		/**
		 * Return whether the server that serves the requests calls it.
		 * @return whether it has its place there
		 */
		boolean isInPlace();

	}

}
