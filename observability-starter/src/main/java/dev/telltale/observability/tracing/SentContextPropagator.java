package dev.telltale.observability.tracing;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Leaves a request alone whose caller sent nothing of a trace. Boot's propagator reads
 * each format that there is in turn, B3's with ids padded from nothing, and makes a
 * baggage that is empty. Immutable and thread-safe if the other propagator is.
 */
class SentContextPropagator implements TextMapPropagator {

	/** What means nothing without the header that names the trace. */
	private static final Set<String> DEPENDENT = Set.of("tracestate", "X-B3-SpanId", "X-B3-ParentSpanId",
			"X-B3-Sampled", "X-B3-Flags");

	private final TextMapPropagator delegate;

	private final List<String> fields;

	/**
	 * Create a propagator.
	 * @param delegate reads what was sent; its fields are all that it reads
	 */
	SentContextPropagator(TextMapPropagator delegate) {
		this.delegate = delegate;
		this.fields = delegate.fields().stream().filter((field) -> !DEPENDENT.contains(field)).toList();
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
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		for (String field : this.fields) {
			if (getter.get(carrier, field) != null) {
				return this.delegate.extract(context, carrier, getter);
			}
		}
		return context;
	}

	/**
	 * Puts it before Boot's propagator. Whoever has their own may read what it names
	 * nowhere.
	 */
	static class PostProcessor implements BeanPostProcessor {

		private static final String BOOT = "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
				+ ".CompositeTextMapPropagator";

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof TextMapPropagator propagator && bean.getClass().getName().equals(BOOT))
					? new SentContextPropagator(propagator) : bean;
		}

	}

}
