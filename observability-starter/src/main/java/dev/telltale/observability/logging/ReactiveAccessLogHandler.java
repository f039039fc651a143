package dev.telltale.observability.logging;

import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Writes a line for each reactive request that was observed.
 */
class ReactiveAccessLogHandler implements ObservationHandler<ServerRequestObservationContext> {

	private static final int OK = 200;

	private final AccessLog log;

	ReactiveAccessLogHandler(AccessLog log) {
		this.log = log;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	public void onStart(ServerRequestObservationContext context) {
		this.log.start(context);
	}

	@Override
	public void onStop(ServerRequestObservationContext context) {
		ServerHttpRequest request = context.getCarrier();
		ServerHttpResponse response = context.getResponse();
		HttpStatusCode status = (response != null) ? response.getStatusCode() : null;
		this.log.write(context, request.getMethod().name(), context.getPathPattern(),
				(status != null) ? status.value() : OK, request.getHeaders().getContentLength(),
				(response != null) ? size(context, response) : -1);
	}

	private static long size(ServerRequestObservationContext context, ServerHttpResponse response) {
		Object written = context.getAttributes().get(CountingWebFilter.ATTRIBUTE);
		return (written instanceof AtomicLong count && count.get() > 0) ? count.get()
				: response.getHeaders().getContentLength();
	}

}
