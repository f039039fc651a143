package dev.telltale.observability.slo;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Counts servlet requests towards the SLOs. It is a plain handler on purpose: of several
 * {@code MeterObservationHandler}s only the first is ever called.
 */
class ServletSloObservationHandler implements ObservationHandler<ServerRequestObservationContext> {

	private static final Object START = ServletSloObservationHandler.class;

	private final HttpSlos slos;

	ServletSloObservationHandler(HttpSlos slos) {
		this.slos = slos;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	public void onStart(ServerRequestObservationContext context) {
		context.put(START, System.nanoTime());
	}

	@Override
	public void onStop(ServerRequestObservationContext context) {
		long durationNanos = System.nanoTime() - context.<Long>getRequired(START);
		HttpServletRequest request = context.getCarrier();
		this.slos.record(request.getMethod(), context.getPathPattern(), () -> pathWithinApplication(request),
				outcome(context), durationNanos);
	}

	private static SloOutcome outcome(ServerRequestObservationContext context) {
		Throwable error = context.getError();
		if (error != null && DisconnectedClientHelper.isClientDisconnectedException(error)) {
			return SloOutcome.CANCELLED;
		}
		HttpServletResponse response = context.getResponse();
		return (response != null) ? SloOutcome.ofStatus(response.getStatus()) : SloOutcome.BAD;
	}

	private static String pathWithinApplication(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

}
