package dev.telltale.observability.tracing;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry.ObservationConfig;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingAwareMeterObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;

/**
 * Meters what ended in the scope of its span only if that is recorded. The scope is there
 * for exemplars, which name sampled traces, and costs as much as the meters: the context,
 * the baggage and the diagnostic context of the log are changed and changed back.
 * Thread-safe.
 */
class ExemplarScopeHandler extends TracingAwareMeterObservationHandler<Observation.Context> {

	private final MeterObservationHandler<Observation.Context> meters;

	ExemplarScopeHandler(MeterObservationHandler<Observation.Context> meters, Tracer tracer) {
		super(meters, tracer);
		this.meters = meters;
	}

	@Override
	public void onStop(Observation.Context context) {
		if (isRecorded(context)) {
			super.onStop(context);
		}
		else {
			this.meters.onStop(context);
		}
	}

	private static boolean isRecorded(Observation.Context context) {
		TracingContext tracing = context.get(TracingContext.class);
		Span span = (tracing != null) ? tracing.getSpan() : null;
		return span != null && !span.isNoop();
	}

	/**
	 * Boot's group of the handlers of spans and of meters, but for the scope that Boot's
	 * own handler of meters gets. A handler of the service's may read the span for what
	 * it likes.
	 */
	static class Group implements ObservationHandlerGroup {

		private final ObservationHandlerGroup boot;

		private final Tracer tracer;

		Group(ObservationHandlerGroup boot, Tracer tracer) {
			this.boot = boot;
			this.tracer = tracer;
		}

		@Override
		public boolean isMember(ObservationHandler<?> handler) {
			return this.boot.isMember(handler);
		}

		@Override
		public Class<?> handlerType() {
			return this.boot.handlerType();
		}

		@Override
		public int compareTo(ObservationHandlerGroup other) {
			return this.boot.compareTo((other instanceof Group group) ? group.boot : other);
		}

		@Override
		public void registerMembers(ObservationConfig config, List<ObservationHandler<?>> members) {
			List<ObservationHandler<?>> spans = new ArrayList<>();
			List<ObservationHandler<?>> meters = new ArrayList<>();
			for (ObservationHandler<?> member : members) {
				if (member instanceof MeterObservationHandler<?> meter
						&& !(member instanceof TracingAwareMeterObservationHandler)) {
					meters.add(scoped(meter));
				}
				else {
					spans.add(member);
				}
			}
			// On stop they are told in reverse, and a span that is metered has not ended.
			register(config, spans);
			register(config, meters);
		}

		@SuppressWarnings("unchecked")
		private ObservationHandler<?> scoped(MeterObservationHandler<?> meters) {
			// Which contexts it supports it is asked before.
			MeterObservationHandler<Observation.Context> any = (MeterObservationHandler<Observation.Context>) meters;
			return (meters.getClass() == DefaultMeterObservationHandler.class)
					? new ExemplarScopeHandler(any, this.tracer)
					: new TracingAwareMeterObservationHandler<>(any, this.tracer);
		}

		private static void register(ObservationConfig config, List<ObservationHandler<?>> handlers) {
			if (handlers.size() == 1) {
				config.observationHandler(handlers.get(0));
			}
			else if (!handlers.isEmpty()) {
				config.observationHandler(new FirstMatchingCompositeObservationHandler(handlers));
			}
		}

	}

}
