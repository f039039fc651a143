package dev.telltale.observability.tracing;

import io.opentelemetry.context.propagation.TextMapPropagator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Keeps requests that no caller traces from paying for those that one does. Which formats
 * are read is Boot's matter.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "telltale.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ OpenTelemetryTracingAutoConfiguration.class, TextMapPropagator.class })
public final class PropagationAutoConfiguration {

	@Bean
	static SentContextPropagator.PostProcessor sentContextPostProcessor() {
		return new SentContextPropagator.PostProcessor();
	}

}
