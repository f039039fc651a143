package dev.telltale.observability.tracing;

import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.context.annotation.Bean;

/**
 * Keeps observations of errors that cannot be read from breaking what is observed.
 */
@AutoConfiguration
@ConditionalOnClass({ Tracer.class, ObservationHandlerGroup.class })
public final class ReadableErrorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ReadableErrorHandler readableErrorHandler() {
		return new ReadableErrorHandler();
	}

	@Bean
	@ConditionalOnMissingBean
	ReadableErrorHandler.Group readableErrorHandlerGroup() {
		return new ReadableErrorHandler.Group();
	}

	@Bean
	@ConditionalOnMissingBean
	ReadableErrorHandler.Restore originalErrorHandler() {
		return new ReadableErrorHandler.Restore();
	}

}
