package dev.telltale.observability.slo;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Exports the objectives of {@code telltale.slo.objectives} and counts good and bad
 * events for them.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.slo.enabled", matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(SloProperties.class)
public final class SloAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SloEvents sloEvents(SloProperties properties, MeterRegistry registry) {
		return new SloEvents(new SloReader().read(properties), registry);
	}

	/**
	 * A counter that is born with its first failure hides it, so the counters do not wait
	 * for the first use even if all other beans do.
	 */
	@Bean
	static LazyInitializationExcludeFilter eagerSloEvents() {
		return LazyInitializationExcludeFilter.forBeanTypes(SloEvents.class);
	}

	@Bean
	@ConditionalOnMissingBean
	NamedObservationSloHandler namedObservationSloHandler(SloEvents events) {
		return new NamedObservationSloHandler(events.about(Slo.Observations.class));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ HttpServletRequest.class, ServerRequestObservationContext.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServletSloObservationHandler servletSloObservationHandler(SloEvents events) {
			return new ServletSloObservationHandler(new HttpSlos(events.about(Slo.HttpRequests.class)));
		}

	}

}
