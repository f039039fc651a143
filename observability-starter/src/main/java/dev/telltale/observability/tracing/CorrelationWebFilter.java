package dev.telltale.observability.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Correlates reactive requests that are observed.
 */
class CorrelationWebFilter implements WebFilter, Ordered {

	/** The attribute of an exchange that holds its id. */
	static final String ATTRIBUTE = CorrelationWebFilter.class.getName() + ".id";

	private final RequestCorrelation correlation;

	CorrelationWebFilter(RequestCorrelation correlation) {
		this.correlation = correlation;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 2;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((view) -> {
			String id = id(exchange, view);
			Mono<Void> rest = chain.filter(exchange);
			if (id == null) {
				return rest;
			}
			exchange.getAttributes().put(ATTRIBUTE, id);
			return rest.contextWrite((context) -> context.put(CorrelationId.KEY, id));
		});
	}

	private @Nullable String id(ServerWebExchange exchange, ContextView view) {
		Observation observation = view.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (observation == null || observation.isNoop()) {
			return null;
		}
		ServerHttpRequest request = exchange.getRequest();
		ServerHttpResponse response = exchange.getResponse();
		return this.correlation.begin(observation.getContext(), request.getHeaders()::getFirst,
				response.getHeaders()::set);
	}

}
