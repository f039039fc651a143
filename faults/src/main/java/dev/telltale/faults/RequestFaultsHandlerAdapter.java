package dev.telltale.faults;

import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets faults act upon reactive requests when their route is known and its handler is
 * about to be called, so that they count as that route's own. It stands before the
 * adapter that calls the handler, which comes next. Requests that wait hold no thread.
 */
class RequestFaultsHandlerAdapter implements HandlerAdapter, Ordered {

	private final ErrorsFault errors;

	private final LatencyFault latency;

	private final SingletonSupplier<List<HandlerAdapter>> others;

	RequestFaultsHandlerAdapter(ErrorsFault errors, LatencyFault latency, ObjectProvider<HandlerAdapter> adapters) {
		this.errors = errors;
		this.latency = latency;
		this.others = SingletonSupplier
			.of(() -> adapters.orderedStream().filter((adapter) -> adapter != this).toList());
	}

	@Override
	public boolean supports(Object handler) {
		if (handler instanceof HandlerMethod method) {
			return Victims.include(method.getBeanType().getName());
		}
		return handler instanceof HandlerFunction<?> && Victims.include(handler.getClass().getName());
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
		Mono<HandlerResult> served = Mono.defer(() -> {
			this.errors.onRequest(path);
			return next(handler).handle(exchange, handler);
		});
		LatencyFault.Delay delay = this.latency.take(path);
		// Both together make slow errors.
		return (delay != null) ? wait(delay).then(served) : served;
	}

	private static Mono<Void> wait(LatencyFault.Delay delay) {
		return Mono
			.firstWithSignal(Mono.delay(Duration.ofMillis(delay.millis())).then(),
					Mono.fromFuture(delay.undone(), true))
			// Else the one who undoes it would serve all that waited.
			.publishOn(Schedulers.parallel());
	}

	private HandlerAdapter next(Object handler) {
		return this.others.obtain()
			.stream()
			.filter((adapter) -> adapter.supports(handler))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No HandlerAdapter: " + handler));
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
