package dev.telltale.observability.logging;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for a request that was observed, with the ids of its trace.
 * Thread-safe.
 */
class AccessLog {

	private static final Logger logger = LoggerFactory.getLogger(LoggingProperties.Access.LOGGER);

	private static final Object START = AccessLog.class;

	void start(Observation.Context context) {
		context.put(START, System.nanoTime());
	}

	/**
	 * Write the line.
	 * @param context what was observed
	 * @param method the method
	 * @param route the path pattern, or {@code null} if the request never matched one
	 * @param status the status of the response
	 * @param requestBytes the size of the request's body, or -1
	 * @param responseBytes the size of the response's body, or -1
	 */
	void write(Observation.ContextView context, String method, @Nullable String route, int status, long requestBytes,
			long responseBytes) {
		if (!logger.isInfoEnabled()) {
			return;
		}
		long nanos = System.nanoTime() - context.<Long>getRequired(START);
		LoggingEventBuilder event = logger.atInfo()
			.addKeyValue(LogFieldNames.HTTP_METHOD, method)
			.addKeyValue(LogFieldNames.HTTP_STATUS, status)
			.addKeyValue(LogFieldNames.DURATION_SECONDS, TimeUnit.NANOSECONDS.toMicros(nanos) / 1e6);
		if (route != null) {
			event = event.addKeyValue(LogFieldNames.HTTP_ROUTE, route);
		}
		if (requestBytes >= 0) {
			event = event.addKeyValue(LogFieldNames.REQUEST_BYTES, requestBytes);
		}
		if (responseBytes >= 0) {
			event = event.addKeyValue(LogFieldNames.RESPONSE_BYTES, responseBytes);
		}
		Map<String, String> mdc = MDC.getCopyOfContextMap();
		try {
			putIds(context);
			event.log("{} {} {} {} ms", method, (route != null) ? route : "UNKNOWN", status,
					TimeUnit.NANOSECONDS.toMillis(nanos));
		}
		finally {
			if (mdc != null) {
				MDC.setContextMap(mdc);
			}
			else {
				MDC.clear();
			}
		}
	}

	/**
	 * The request's scope is closed when its end is observed.
	 */
	private static void putIds(Observation.ContextView context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		if (span != null && !span.context().traceId().isEmpty()) {
			MDC.put(CorrelationProvider.MDC_TRACE_ID, span.context().traceId());
			MDC.put(CorrelationProvider.MDC_SPAN_ID, span.context().spanId());
		}
		String correlationId = context.get(LogFieldNames.CORRELATION_ID);
		if (correlationId != null) {
			MDC.put(LogFieldNames.CORRELATION_ID, correlationId);
		}
	}

}
