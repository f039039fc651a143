package dev.telltale.observability.health;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;

/**
 * Exports the health of every component as {@code application_health}.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty(name = "telltale.health.enabled", matchIfMissing = true)
@ConditionalOnClass({ HealthContributorRegistry.class, MeterRegistry.class })
@ConditionalOnBean({ HealthContributorRegistry.class, MeterRegistry.class })
@EnableConfigurationProperties(HealthMetricsProperties.class)
public final class HealthMetricsAutoConfiguration {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	@Bean
	@ConditionalOnMissingBean
	HealthMetrics healthMetrics(HealthMetricsProperties properties, HealthContributorRegistry contributors,
			ObjectProvider<ReactiveHealthContributorRegistry> reactiveContributors, MeterRegistry registry) {
		check("telltale.health.interval", properties.getInterval());
		check("telltale.health.timeout", properties.getTimeout());
		ReactiveHealthContributorRegistry reactive = reactiveContributors.getIfAvailable();
		HealthContributors all = (reactive != null)
				? HealthContributors.of(contributors, reactive.asHealthContributors()) : contributors;
		return new HealthMetrics(all, registry, properties.getInterval(), properties.getTimeout());
	}

	private static void check(String property, Duration value) {
		if (value.compareTo(SHORTEST) < 0) {
			throw new InvalidConfigurationPropertyValueException(property, value, "Must be 100ms or more, such as 10s");
		}
	}

	@Bean
	@ConditionalOnMissingBean
	HealthMetricsLifecycle healthMetricsLifecycle(HealthMetrics metrics) {
		return new HealthMetricsLifecycle(metrics);
	}

}
