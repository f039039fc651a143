package dev.telltale.observability.slo;

import io.micrometer.observation.Observation;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/**
 * Counts reactive requests towards the SLOs.
 */
class ReactiveSloObservationHandler extends HttpSloObservationHandler<ServerRequestObservationContext> {

	ReactiveSloObservationHandler(HttpSlos slos) {
		super(slos);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	void record(ServerRequestObservationContext context, HttpSlos slos, long durationNanos) {
		ServerHttpRequest request = context.getCarrier();
		String method = request.getMethod().name();
		String route = context.getPathPattern();
		if (route != null) {
			slos.recordRoute(method, route, outcome(context), durationNanos);
		}
		else {
			slos.recordPath(method, request.getPath().pathWithinApplication().value(), outcome(context), durationNanos);
		}
	}

	private static SloOutcome outcome(ServerRequestObservationContext context) {
		if (context.isConnectionAborted()) {
			return SloOutcome.CANCELLED;
		}
		ServerHttpResponse response = context.getResponse();
		HttpStatusCode status = (response != null) ? response.getStatusCode() : null;
		// Servers send 200 where nobody set a status.
		return SloOutcome.of((status != null) ? status.value() : 200, context.getError());
	}

}
