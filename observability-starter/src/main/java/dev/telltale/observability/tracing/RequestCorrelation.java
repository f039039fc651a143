package dev.telltale.observability.tracing;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides on the correlation id of a request and tells the client what it may quote.
 * Immutable and thread-safe.
 */
class RequestCorrelation {

	/** The header of W3C's Trace Context that names the trace of a response. */
	static final String TRACE_RESPONSE = "traceresponse";

	private final List<String> headers;

	private final boolean traceResponse;

	private final @Nullable String traceIdHeader;

	RequestCorrelation(CorrelationProperties properties) {
		this.headers = List.copyOf(properties.getHeaders());
		this.traceResponse = properties.isTraceResponse();
		String traceIdHeader = properties.getTraceIdHeader();
		this.traceIdHeader = (traceIdHeader != null && !traceIdHeader.isBlank()) ? traceIdHeader : null;
	}

	/**
	 * Begin a request.
	 * @param context the context of the request's observation, which has started
	 * @param requestHeader gives the value of a request header, or {@code null}
	 * @param responseHeader sets a response header
	 * @return the correlation id, or {@code null} if there is neither an id nor a trace
	 */
	@Nullable String begin(Observation.Context context, Function<String, @Nullable String> requestHeader,
			BiConsumer<String, String> responseHeader) {
		String id = id(context, requestHeader, responseHeader);
		if (id != null) {
			// For whoever speaks about the request once it has left its thread.
			context.put(LogFieldNames.CORRELATION_ID, id);
		}
		return id;
	}

	private @Nullable String id(Observation.Context context, Function<String, @Nullable String> requestHeader,
			BiConsumer<String, String> responseHeader) {
		TraceContext trace = trace(context);
		if (trace != null) {
			if (this.traceResponse) {
				responseHeader.accept(TRACE_RESPONSE, "00-" + trace.traceId() + '-' + trace.spanId()
						+ (Boolean.TRUE.equals(trace.sampled()) ? "-01" : "-00"));
			}
			if (this.traceIdHeader != null) {
				responseHeader.accept(this.traceIdHeader, trace.traceId());
			}
		}
		for (String header : this.headers) {
			String id = requestHeader.apply(header);
			if (CorrelationId.isWellFormed(id)) {
				responseHeader.accept(header, id);
				return id;
			}
		}
		if (trace == null) {
			return null;
		}
		if (!this.headers.isEmpty()) {
			responseHeader.accept(this.headers.get(0), trace.traceId());
		}
		return trace.traceId();
	}

	/**
	 * Return the trace of a request.
	 * @param context the context of the request's observation
	 * @return the trace, or {@code null} if it has no id
	 */
	static @Nullable TraceContext trace(Observation.ContextView context) {
		TracingContext tracing = context.get(TracingContext.class);
		TraceContext trace = (tracing != null && tracing.getSpan() != null) ? tracing.getSpan().context() : null;
		// Without a tracer there are spans, but they have no ids.
		return (trace != null && !trace.traceId().isEmpty()) ? trace : null;
	}

}
