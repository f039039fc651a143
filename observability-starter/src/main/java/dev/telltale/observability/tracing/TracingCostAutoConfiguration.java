package dev.telltale.observability.tracing;

import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.TracingAwareMeterObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Keeps requests that are not traced from paying for those that are. What is read,
 * sampled and exported stays Boot's matter.
 */
@AutoConfiguration(after = OpenTelemetryTracingAutoConfiguration.class,
		before = MicrometerTracingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telltale.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ MeterObservationHandler.class, ObservationHandlerGroup.class,
		OpenTelemetryTracingAutoConfiguration.class, TextMapPropagator.class,
		TracingAwareMeterObservationHandler.class })
@EnableConfigurationProperties(TracingProperties.class)
public final class TracingCostAutoConfiguration {

	@Bean
	static SentContextPropagator.PostProcessor sentContextPostProcessor() {
		return new SentContextPropagator.PostProcessor();
	}

	@Bean
	@ConditionalOnBean(Tracer.class)
	@ConditionalOnMissingBean
	ExemplarScopeHandler.Group exemplarScopeHandlerGroup(Tracer tracer, TracingProperties properties) {
		return new ExemplarScopeHandler.Group(tracer, properties.getExemplars().getInclude());
	}

	@Bean
	@ConditionalOnBean({ Propagator.class, Tracer.class })
	@ConditionalOnMissingBean(PropagatingReceiverTracingObservationHandler.class)
	@Order(MicrometerTracingAutoConfiguration.RECEIVER_TRACING_OBSERVATION_HANDLER_ORDER)
	RecordedReceiverHandler recordedReceiverHandler(Tracer tracer, Propagator propagator) {
		return new RecordedReceiverHandler(tracer, propagator);
	}

}
