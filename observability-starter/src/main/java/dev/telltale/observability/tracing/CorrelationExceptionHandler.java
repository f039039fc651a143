package dev.telltale.observability.tracing;

import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

/**
 * Gives the correlation id to the line about the exception of a reactive request: Boot
 * writes it behind all filters, where their Reactor context has ended.
 */
class CorrelationExceptionHandler implements WebExceptionHandler {

	private final ObjectProvider<ErrorWebExceptionHandler> handler;

	CorrelationExceptionHandler(ObjectProvider<ErrorWebExceptionHandler> handler) {
		this.handler = handler;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
		String id = exchange.getAttribute(CorrelationWebFilter.ATTRIBUTE);
		ErrorWebExceptionHandler handler = this.handler.getIfUnique();
		if (id == null || handler == null) {
			return Mono.error(failure);
		}
		return handler.handle(exchange, failure).contextWrite((context) -> context.put(CorrelationId.KEY, id));
	}

}
