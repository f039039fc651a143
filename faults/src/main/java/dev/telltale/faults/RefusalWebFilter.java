package dev.telltale.faults;

import org.jspecify.annotations.Nullable;
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
		return chain.filter(exchange.mutate().response(new Explained(exchange.getResponse(), method)).build());
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	private final class Explained extends ServerHttpResponseDecorator {

		private final String method;

		Explained(ServerHttpResponse response, String method) {
			super(response);
			this.method = method;
		}

		@Override
		public Mono<Void> setComplete() {
			FaultsApi.Answer reason = reason();
			return (reason != null) ? FaultsWebFilter.write(reason, getDelegate()) : super.setComplete();
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			FaultsApi.Answer reason = reason();
			return (reason != null) ? Flux.from(body)
				.doOnNext(DataBufferUtils::release)
				.then(Mono.defer(() -> FaultsWebFilter.write(reason, getDelegate()))) : super.writeWith(body);
		}

		private FaultsApi.@Nullable Answer reason() {
			HttpStatusCode status = getStatusCode();
			return (status != null) ? RefusalWebFilter.this.api.refused(this.method, status.value()) : null;
		}

	}

}
