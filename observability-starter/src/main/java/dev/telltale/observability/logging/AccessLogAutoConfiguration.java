package dev.telltale.observability.logging;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.server.WebFilter;

/**
 * Writes one line for each request that is observed, if asked to.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty("telltale.logging.access.enabled")
@ConditionalOnClass({ ObservationHandler.class, TracingObservationHandler.class })
public final class AccessLogAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ Filter.class, ServerHttpObservationFilter.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServletAccessLogHandler servletAccessLogHandler() {
			return new ServletAccessLogHandler(new AccessLog());
		}

		@Bean
		@ConditionalOnMissingBean(name = "countingServletFilter")
		FilterRegistrationBean<CountingServletFilter> countingServletFilter() {
			FilterRegistrationBean<CountingServletFilter> registration = new FilterRegistrationBean<>(
					new CountingServletFilter());
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 3);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ReactiveAccessLogHandler reactiveAccessLogHandler() {
			return new ReactiveAccessLogHandler(new AccessLog());
		}

		@Bean
		@ConditionalOnMissingBean
		CountingWebFilter countingWebFilter() {
			return new CountingWebFilter();
		}

	}

}
