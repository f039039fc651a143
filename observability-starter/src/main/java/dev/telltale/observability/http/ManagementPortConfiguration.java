package dev.telltale.observability.http;

import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Keeps a management port of its own out of metrics and traces, whatever its paths:
 * Spring Security's filters are observed there, and so are the checks behind the health
 * endpoint.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "telltale.http.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "telltale.http.exclude-management", matchIfMissing = true)
final class ManagementPortConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Filter.class)
	static class ServletConfiguration {

		@Bean
		FilterRegistrationBean<UnobservedServletFilter> unobservedManagementServletFilter() {
			return HttpMetricsAutoConfiguration.ServletConfiguration
				.registration(new UnobservedServletFilter((path) -> true));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ Mono.class, HttpHandlerDecoratorFactory.class })
	static class ReactiveConfiguration {

		@Bean
		UnobservedHttpHandlerDecorator unobservedManagementHttpHandlerDecorator() {
			return new UnobservedHttpHandlerDecorator((path) -> true);
		}

	}

}
