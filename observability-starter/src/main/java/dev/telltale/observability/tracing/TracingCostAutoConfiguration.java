package dev.telltale.observability.tracing;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingAwareMeterObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;

/**
 * Keeps requests that are not traced from paying for those that are. What is read,
 * sampled and exported stays Boot's matter.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "telltale.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ MeterObservationHandler.class, ObservationHandlerGroup.class, TextMapPropagator.class,
		TracingAwareMeterObservationHandler.class, TracingProperties.class })
public final class TracingCostAutoConfiguration {

	@Bean
	static TracingCostPostProcessor tracingCostPostProcessor(ObjectProvider<Tracer> tracer,
			ObjectProvider<Propagator> propagator, ObjectProvider<TracingProperties> properties) {
		return new TracingCostPostProcessor(tracer, propagator, properties);
	}

}
