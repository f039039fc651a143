package dev.telltale.observability.slo;

import dev.telltale.observability.logging.ReadableThrowables;
import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.util.DisconnectedClientHelper;

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
		if (!isTimeout(context)) {
			super.onStop(context);
		}
	}

	@Override
	void record(ServerRequestObservationContext context, HttpSlos slos, long durationNanos) {
		HttpServletRequest request = context.getCarrier();
		String route = context.getPathPattern();
		if (route != null) {
			slos.recordRoute(request.getMethod(), route, outcome(context), durationNanos);
		}
		else {
			String path = request.getRequestURI().substring(request.getContextPath().length());
			slos.recordPath(request.getMethod(), path, outcome(context), durationNanos);
		}
	}

	/**
	 * Spring stops the observation of an asynchronous request when it times out, with the
	 * status 200 that it still has, and once more when it has been answered. Until then
	 * the result of the timeout waits to be dispatched.
	 */
	private static boolean isTimeout(ServerRequestObservationContext context) {
		HttpServletResponse response = context.getResponse();
		return context.getError() == null && response != null && !response.isCommitted()
				&& context.getCarrier()
					.getAttribute(WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE) instanceof WebAsyncManager manager
				&& manager.hasConcurrentResult();
	}

	private static SloOutcome outcome(ServerRequestObservationContext context) {
		HttpServletResponse response = context.getResponse();
		if (response == null) {
			return SloOutcome.BAD;
		}
		Throwable error = error(context);
		if (error != null
				&& DisconnectedClientHelper.isClientDisconnectedException(ReadableThrowables.readable(error))) {
			// Spring answers 200 and nothing else to what it takes for a client that
			// left.
			return DisconnectedClients.isOwnClient(error, response.isCommitted()) ? SloOutcome.CANCELLED
					: SloOutcome.BAD;
		}
		return SloOutcome.of(response.getStatus(), context.getError());
	}

	private static @Nullable Throwable error(ServerRequestObservationContext context) {
		Throwable error = context.getError();
		return (error != null) ? error : (Throwable) context.getCarrier().getAttribute(HANDLED_EXCEPTION);
	}

}
