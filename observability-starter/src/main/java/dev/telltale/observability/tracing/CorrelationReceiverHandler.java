package dev.telltale.observability.tracing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.telltale.observability.logging.LogFieldNames;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.RequestReplyReceiverContext;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Correlates the work on an observed message, such as a Kafka record, by the id that came
 * along with it or else by its trace. Requests are none of its business.
 */
class CorrelationReceiverHandler implements ObservationHandler<ReceiverContext<Object>> {

	private static final String NONE = "";

	/** What the scopes that are open on a thread replaced: they end where they began. */
	private static final ThreadLocal<Deque<String>> replaced = ThreadLocal.withInitial(ArrayDeque::new);

	private final List<String> headers;

	CorrelationReceiverHandler(List<String> headers) {
		this.headers = List.copyOf(headers);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ReceiverContext && !(context instanceof RequestReplyReceiverContext);
	}

	@Override
	public void onStart(ReceiverContext<Object> context) {
		Object carrier = context.getCarrier();
		if (carrier == null) {
			return;
		}
		for (String header : this.headers) {
			String id = context.getGetter().get(carrier, header);
			if (CorrelationId.isWellFormed(id)) {
				context.put(LogFieldNames.CORRELATION_ID, id);
				return;
			}
		}
	}

	@Override
	public void onScopeOpened(ReceiverContext<Object> context) {
		String current = CorrelationId.current();
		replaced.get().push((current != null) ? current : NONE);
		String id = id(context);
		if (id != null) {
			CorrelationId.set(id);
		}
	}

	private static @Nullable String id(ReceiverContext<Object> context) {
		String id = context.get(LogFieldNames.CORRELATION_ID);
		if (id != null) {
			return id;
		}
		// Looked up no earlier, for the span may start after this handler.
		TraceContext trace = RequestCorrelation.trace(context);
		return (trace != null) ? trace.traceId() : null;
	}

	@Override
	public void onScopeClosed(ReceiverContext<Object> context) {
		Deque<String> outer = replaced.get();
		restore(outer.poll());
		if (outer.isEmpty()) {
			replaced.remove();
		}
	}

	/**
	 * A scope that is made current again leaves those that were open without closing
	 * them, and opens anew from the outermost.
	 */
	@Override
	@SuppressWarnings("deprecation")
	public void onScopeReset(ReceiverContext<Object> context) {
		String outermost = replaced.get().peekLast();
		replaced.remove();
		if (outermost != null) {
			restore(outermost);
		}
	}

	private static void restore(@Nullable String previous) {
		if (previous == null || previous.equals(NONE)) {
			CorrelationId.clear();
		}
		else {
			CorrelationId.set(previous);
		}
	}

}
