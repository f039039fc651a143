package dev.telltale.faults;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Gives a reason where a reactive service's own security does not let a request through
 * to the faults.
 */
class RefusalWebFilter implements WebFilter, Ordered {

	private final FaultsApi api;

	RefusalWebFilter(FaultsApi api) {
		this.api = api;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!FaultsApi.owns(exchange.getRequest().getPath().pathWithinApplication().value())) {
			return chain.filter(exchange);
		}
		String method = exchange.getRequest().getMethod().name();
		ServerHttpResponse response = exchange.getResponse();
		return chain.filter(exchange.mutate().response(new Held(response)).build()).then(Mono.defer(() -> {
			HttpStatusCode status = response.getStatusCode();
			FaultsApi.Answer reason = (status != null) ? this.api.refused(method, status.value()) : null;
			if (reason == null || response.isCommitted()) {
				return Mono.empty();
			}
			response.getHeaders().clear();
			return FaultsWebFilter.write(reason, response);
		}));
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	/**
	 * Keeps the service from answering a refusal itself.
	 */
	private static final class Held extends ServerHttpResponseDecorator {

		Held(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> setComplete() {
			return isRefused() ? Mono.empty() : super.setComplete();
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return isRefused() ? Flux.from(body).doOnNext(DataBufferUtils::release).then() : super.writeWith(body);
		}

		private boolean isRefused() {
			HttpStatusCode status = getStatusCode();
			return status != null && FaultsApi.isRefusal(status.value());
		}

	}

}
