package dev.telltale.observability.slo;

import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Counts servlet requests towards the SLOs.
 */
class ServletSloObservationHandler extends HttpSloObservationHandler<ServerRequestObservationContext> {

	// Spring MVC's attribute for an exception that a resolver has handled. Not its
	// constant, for a servlet application need not have Spring MVC.
	private static final String HANDLED_EXCEPTION = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

	ServletSloObservationHandler(HttpSlos slos) {
		super(slos);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ServerRequestObservationContext;
	}

	@Override
	public void onStop(ServerRequestObservationContext context) {
		HttpServletRequest request = context.getCarrier();
		String method = request.getMethod();
		String route = context.getPathPattern();
		long durationNanos = elapsed(context);
		if (route != null) {
			slos().recordRoute(method, route, outcome(context), durationNanos);
		}
		else {
			String path = request.getRequestURI().substring(request.getContextPath().length());
			slos().recordPath(method, path, outcome(context), durationNanos);
		}
	}

	private static SloOutcome outcome(ServerRequestObservationContext context) {
		HttpServletResponse response = context.getResponse();
		if (response == null) {
			return SloOutcome.BAD;
		}
		Throwable error = error(context);
		if (error != null && DisconnectedClients.isDisconnected(error, response.isCommitted())) {
			return SloOutcome.CANCELLED;
		}
		return SloOutcome.ofStatus(response.getStatus());
	}

	private static @Nullable Throwable error(ServerRequestObservationContext context) {
		Throwable error = context.getError();
		return (error != null) ? error : (Throwable) context.getCarrier().getAttribute(HANDLED_EXCEPTION);
	}

}
