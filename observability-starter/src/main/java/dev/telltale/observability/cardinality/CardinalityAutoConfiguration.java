package dev.telltale.observability.cardinality;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Guards every registry against tags without bounds.
 * <p>
 * Boot applies no filter bean to the composite that it makes of several registries, so
 * composites are guarded by a customizer. The others are guarded by a filter bean that
 * comes last, for a filter of the user's own may turn {@code /users/42} into
 * {@code /users/{id}}, and what is to be limited is the result.
 */
@AutoConfiguration(
		beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.cardinality.enabled", matchIfMissing = true)
@ConditionalOnClass({ MeterRegistry.class, MeterRegistryCustomizer.class })
@EnableConfigurationProperties(CardinalityProperties.class)
public final class CardinalityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	static CardinalityGuard cardinalityGuard(CardinalityProperties properties) {
		return new CardinalityGuard(properties);
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	static CardinalityFilter cardinalityFilter(CardinalityGuard guard) {
		return new CardinalityFilter(guard);
	}

	@Bean
	static MeterRegistryCustomizer<MeterRegistry> cardinalityRegistryCustomizer(CardinalityGuard guard,
			CardinalityFilter filter) {
		return (registry) -> {
			if (registry instanceof CompositeMeterRegistry) {
				// With values of its own: its registries may see others, after filters.
				CardinalityFilter own = new CardinalityFilter(guard);
				registry.config().meterFilter(own);
				own.watch(registry);
			}
			else {
				filter.watch(registry);
			}
		};
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "management.metrics.use-global-registry", matchIfMissing = true)
	static GlobalRegistryGuard globalRegistryGuard(CardinalityGuard guard) {
		return new GlobalRegistryGuard(guard);
	}

	/**
	 * A library may record in the global registry long before anything asks for the bean.
	 */
	@Bean
	static LazyInitializationExcludeFilter eagerGlobalRegistryGuard() {
		return LazyInitializationExcludeFilter.forBeanTypes(GlobalRegistryGuard.class);
	}

	@Bean
	@ConditionalOnMissingBean
	CardinalityMetrics cardinalityMetrics(CardinalityGuard guard) {
		return new CardinalityMetrics(guard);
	}

}
