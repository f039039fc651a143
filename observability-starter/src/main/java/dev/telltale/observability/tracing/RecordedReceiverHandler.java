package dev.telltale.observability.tracing;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/**
 * Boot's handler of the spans of requests, but for the key values: one that nobody
 * records is not given any, which would be gathered, sorted and thrown away. Thread-safe.
 */
class RecordedReceiverHandler extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

	RecordedReceiverHandler(Tracer tracer, Propagator propagator) {
		super(tracer, propagator);
	}

	@Override
	public void tagSpan(ReceiverContext<?> context, Span span) {
		if (!span.isNoop()) {
			super.tagSpan(context, span);
		}
	}

}
