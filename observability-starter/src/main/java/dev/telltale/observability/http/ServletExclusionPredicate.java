package dev.telltale.observability.http;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Refuses to observe servlet requests to excluded paths.
 */
class ServletExclusionPredicate implements ObservationPredicate {

	private final ExcludedPaths excludedPaths;

	ServletExclusionPredicate(ExcludedPaths excludedPaths) {
		this.excludedPaths = excludedPaths;
	}

	@Override
	public boolean test(String name, Context context) {
		if (!(context instanceof ServerRequestObservationContext serverContext)) {
			return true;
		}
		HttpServletRequest request = serverContext.getCarrier();
		String uri = request.getRequestURI();
		String contextPath = request.getContextPath();
		String path = (contextPath.isEmpty()) ? uri : uri.substring(contextPath.length());
		return !this.excludedPaths.contains(path);
	}

}
