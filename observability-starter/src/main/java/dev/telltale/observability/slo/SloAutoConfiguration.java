package dev.telltale.observability.slo;

import dev.telltale.observability.method.AnnotatedMethodAdvisor;
import dev.telltale.observability.method.AnnotatedMethodAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Exports the objectives of {@code telltale.slo.objectives} and counts good and bad
 * events for them.
 */
@AutoConfiguration(before = AnnotatedMethodAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.slo.enabled", matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(SloProperties.class)
public final class SloAutoConfiguration {

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
		return new NamedObservationSloHandler(events.about(SloDefinition.Observations.class));
	}

	@Bean
	@ConditionalOnMissingBean
	Slos slos(SloEvents events) {
		return new Slos(events);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AnnotatedMethodAdvisor<Slo> sloAdvisor(ObjectProvider<SloEvents> events) {
		return new AnnotatedMethodAdvisor<>(Slo.class,
				() -> (annotation, method) -> SloInvocationListener.create(events.getObject(), annotation, method));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	static class WebConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SloEvents sloEvents(SloProperties properties, MeterRegistry registry) {
			return new SloEvents(new SloReader(true).read(properties), registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnNotWebApplication
	static class NoWebConfiguration {

		@Bean
		@ConditionalOnMissingBean
		SloEvents sloEvents(SloProperties properties, MeterRegistry registry) {
			return new SloEvents(new SloReader(false).read(properties), registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ HttpServletRequest.class, ServerRequestObservationContext.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServletSloObservationHandler servletSloObservationHandler(SloEvents events) {
			return new ServletSloObservationHandler(new HttpSlos(events.about(SloDefinition.HttpRequests.class)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(ServerHttpRequest.class)
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ReactiveSloObservationHandler reactiveSloObservationHandler(SloEvents events) {
			return new ReactiveSloObservationHandler(new HttpSlos(events.about(SloDefinition.HttpRequests.class)));
		}

	}

}
