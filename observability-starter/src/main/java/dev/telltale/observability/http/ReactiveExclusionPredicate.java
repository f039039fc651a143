package dev.telltale.observability.http;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Refuses to observe reactive requests to excluded paths, also where
 * {@code spring.reactor.context-propagation} is {@code limited} and the mark of
 * {@link Unobserved} therefore does not reach the thread.
 */
class ReactiveExclusionPredicate implements ObservationPredicate {

	private final HttpExclusions exclusions;

	ReactiveExclusionPredicate(HttpExclusions exclusions) {
		this.exclusions = exclusions;
	}

	@Override
	public boolean test(String name, Context context) {
		return !(context instanceof ServerRequestObservationContext serverContext)
				|| !this.exclusions.contain(serverContext.getCarrier().getPath().pathWithinApplication().value());
	}

}
