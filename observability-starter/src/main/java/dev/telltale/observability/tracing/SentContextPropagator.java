package dev.telltale.observability.tracing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a request alone whose caller sent nothing of a trace. Boot's propagator reads
 * each format that there is in turn, B3's with ids padded from nothing, and makes a
 * baggage that is empty. Immutable and thread-safe if the other propagator is.
 */
class SentContextPropagator implements TextMapPropagator {

	/** What means nothing without the header that names the trace. */
	private static final Set<String> DEPENDENT = Set.of("tracestate", "X-B3-SpanId", "X-B3-ParentSpanId",
			"X-B3-Sampled", "X-B3-Flags");

	private static final Set<String> B3 = Set.of("b3", "X-B3-TraceId");

	private final TextMapPropagator delegate;

	private final List<String> fields;

	/**
	 * Create a propagator.
	 * @param delegate reads what was sent; it reads its fields, and B3 in either form
	 */
	SentContextPropagator(TextMapPropagator delegate) {
		this.delegate = delegate;
		Set<String> fields = new LinkedHashSet<>(delegate.fields());
		// It names those that it writes, and reads both.
		if (fields.stream().anyMatch(B3::contains)) {
			fields.addAll(B3);
		}
		fields.removeAll(DEPENDENT);
		this.fields = List.copyOf(fields);
	}

	@Override
	public Collection<String> fields() {
		return this.delegate.fields();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		this.delegate.inject(context, carrier, setter);
	}

	@Override
	public <C> Context extract(@Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
		if (context == null || getter == null) {
			return this.delegate.extract(context, carrier, getter);
		}
		for (String field : this.fields) {
			if (getter.get(carrier, field) != null) {
				return this.delegate.extract(context, carrier, getter);
			}
		}
		return context;
	}

}
