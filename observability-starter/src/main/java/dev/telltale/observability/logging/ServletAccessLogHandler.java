package dev.telltale.observability.logging;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Writes a line for each servlet request that was observed.
 */
class ServletAccessLogHandler implements ObservationHandler<ServerRequestObservationContext> {

	private final AccessLog log;

	ServletAccessLogHandler(AccessLog log) {
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
		HttpServletRequest request = context.getCarrier();
		HttpServletResponse response = context.getResponse();
		this.log.write(context, request.getMethod(), context.getPathPattern(),
				(response != null) ? response.getStatus() : 0, request.getContentLengthLong(),
				(response != null) ? size(request, response) : -1);
	}

	private static long size(HttpServletRequest request, HttpServletResponse response) {
		if (request.getAttribute(CountingServletFilter.ATTRIBUTE) instanceof CountingServletResponse counting
				&& counting.getCount() > 0) {
			return counting.getCount();
		}
		try {
			String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
			return (length != null) ? Long.parseLong(length) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
