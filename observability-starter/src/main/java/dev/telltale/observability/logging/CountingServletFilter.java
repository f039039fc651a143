package dev.telltale.observability.logging;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Counts the bytes of responses that get an access line.
 */
class CountingServletFilter extends OncePerRequestFilter {

	static final String ATTRIBUTE = CountingServletFilter.class.getName() + ".response";

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (ServerHttpObservationFilter.findObservationContext(request).isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		CountingServletResponse counting = new CountingServletResponse(response);
		request.setAttribute(ATTRIBUTE, counting);
		chain.doFilter(request, counting);
	}

}
