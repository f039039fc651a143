package dev.telltale.observability.tracing;

import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * Gives the correlation id to the line about the exception of a reactive request: Boot
 * writes it behind all filters, where their Reactor context has ended. Whom the handler
 * comes before and after, and what it answers, stays as it is.
 */
class CorrelationExceptionHandler implements ErrorWebExceptionHandler, Ordered {

	private final ErrorWebExceptionHandler handler;

	CorrelationExceptionHandler(ErrorWebExceptionHandler handler) {
		this.handler = handler;
	}

	/**
	 * Asked only where the bean's own method has no order, which comes first.
	 */
	@Override
	public int getOrder() {
		return (this.handler instanceof Ordered ordered) ? ordered.getOrder()
				: OrderUtils.getOrder(this.handler.getClass(), Ordered.LOWEST_PRECEDENCE);
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
		Mono<Void> handled = this.handler.handle(exchange, failure);
		String id = exchange.getAttribute(CorrelationWebFilter.ATTRIBUTE);
		return (id != null) ? handled.contextWrite((context) -> context.put(CorrelationId.KEY, id)) : handled;
	}

	/**
	 * Wraps the handler that Boot or the service defines.
	 */
	static final class Wrapper implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof ErrorWebExceptionHandler handler) ? new CorrelationExceptionHandler(handler) : bean;
		}

	}

}
