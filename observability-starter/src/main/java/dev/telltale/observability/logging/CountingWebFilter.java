package dev.telltale.observability.logging;

import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Counts the bytes of reactive responses.
 */
class CountingWebFilter implements WebFilter, Ordered {

	static final String ATTRIBUTE = CountingWebFilter.class.getName() + ".count";

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 3;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		AtomicLong count = new AtomicLong();
		exchange.getAttributes().put(ATTRIBUTE, count);
		ServerHttpResponse counting = new CountingResponse(exchange.getResponse(), count);
		return chain.filter(exchange.mutate().response(counting).build());
	}

	private static final class CountingResponse extends ServerHttpResponseDecorator {

		private final AtomicLong count;

		CountingResponse(ServerHttpResponse delegate, AtomicLong count) {
			super(delegate);
			this.count = count;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith((body instanceof Mono<? extends DataBuffer> mono) ? mono.doOnNext(this::add)
					: Flux.from(body).doOnNext(this::add));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(
					Flux.from(body).map((part) -> Flux.<DataBuffer>from(part).doOnNext(this::add)));
		}

		private void add(DataBuffer buffer) {
			this.count.addAndGet(buffer.readableByteCount());
		}

	}

}
