package dev.telltale.faults;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * The address of the faults in a reactive service, behind whatever guards the service.
 */
class FaultsWebFilter implements WebFilter, Ordered {

	private final FaultsApi api;

	FaultsWebFilter(FaultsApi api) {
		this.api = api;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		String path = request.getPath().pathWithinApplication().value();
		if (!FaultsApi.owns(path)) {
			return chain.filter(exchange);
		}
		return Mono
			.fromCallable(() -> this.api.answer(request.getMethod().name(), path.substring(FaultsApi.PATH.length()),
					request.getQueryParams()))
			// A start may wait for connections, and an undo for threads.
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((answer) -> write(answer, exchange.getResponse()));
	}

	static Mono<Void> write(FaultsApi.Answer answer, ServerHttpResponse response) {
		response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
		if (answer.contentType() == null) {
			return response.setComplete();
		}
		response.getHeaders().setContentType(MediaType.parseMediaType(answer.contentType()));
		response.getHeaders().setContentLength(answer.body().length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

}
