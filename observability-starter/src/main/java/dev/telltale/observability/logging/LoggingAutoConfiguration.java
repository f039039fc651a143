package dev.telltale.observability.logging;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Counts the log events that are lost. The logging system itself is set up before there
 * are beans.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "telltale.logging.enabled", matchIfMissing = true)
@ConditionalOnClass({ LoggerContext.class, MeterRegistry.class })
@EnableConfigurationProperties(LoggingProperties.class)
public final class LoggingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "logDeliveryMetrics")
	MeterBinder logDeliveryMetrics() {
		return (registry) -> FunctionCounter
			.builder(LogMetricNames.EVENTS_DROPPED, LogDelivery.class, (delivery) -> LogDelivery.dropped())
			.description("Log events that were lost, for console or file was too slow, full or broken")
			.register(registry);
	}

}
