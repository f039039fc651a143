package dev.telltale.observability.tracing;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * Names the trace in problem details, so that whoever reports one can quote it.
 */
class TraceIdProblemDetailInterceptor implements ErrorResponse.Interceptor {

	private final Tracer tracer;

	TraceIdProblemDetailInterceptor(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public void handleError(ProblemDetail detail, @Nullable ErrorResponse errorResponse) {
		Span span = this.tracer.currentSpan();
		if (span != null && !span.context().traceId().isEmpty()) {
			detail.setProperty(LogFieldNames.TRACE_ID, span.context().traceId());
		}
	}

}
