package dev.telltale.observability.http;

import java.util.Set;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Keeps the RED metrics about users: no management traffic, nothing of what it causes, no
 * doubled label.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "telltale.http.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HttpProperties.class)
public final class HttpMetricsAutoConfiguration {

	/**
	 * Removes the label {@code error}, which always says the same as {@code exception}.
	 * Static, for a filter must not need this configuration while the registry is made.
	 */
	@Bean
	static MeterFilter duplicateErrorTagFilter() {
		return new MeterFilter() {

			@Override
			public Meter.Id map(Meter.Id id) {
				String name = id.getName();
				if (!name.equals("http.server.requests") && !name.equals("http.client.requests")) {
					return id;
				}
				return id.replaceTags(id.getTags().stream().filter(HttpMetricsAutoConfiguration::isNotError).toList());
			}

		};
	}

	private static boolean isNotError(Tag tag) {
		return !tag.getKey().equals("error");
	}

	/**
	 * Not only for web applications: other work, such as checks in the background, may be
	 * marked as well.
	 */
	@Bean
	@ConditionalOnMissingBean
	UnobservedPredicate unobservedPredicate() {
		return new UnobservedPredicate();
	}

	private static Supplier<Set<String>> managementPaths(HttpProperties properties,
			ObjectProvider<PathMappedEndpoints> endpoints, Environment environment, String prefix) {
		return () -> {
			PathMappedEndpoints available = properties.isExcludeManagement() ? endpoints.getIfAvailable() : null;
			return (available != null) ? ManagementPaths.find(available, environment, prefix) : Set.of();
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Filter.class, ServerRequestObservationContext.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		HttpExclusions httpExclusions(HttpProperties properties, ObjectProvider<PathMappedEndpoints> endpoints,
				Environment environment) {
			return new HttpExclusions(properties,
					managementPaths(properties, endpoints, environment, ManagementPaths.servletPrefix(environment)));
		}

		@Bean
		@ConditionalOnMissingBean(name = "unobservedServletFilter")
		FilterRegistrationBean<UnobservedServletFilter> unobservedServletFilter(HttpExclusions exclusions) {
			return registration(new UnobservedServletFilter(exclusions::contain));
		}

		static FilterRegistrationBean<UnobservedServletFilter> registration(UnobservedServletFilter filter) {
			FilterRegistrationBean<UnobservedServletFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ Mono.class, HttpHandlerDecoratorFactory.class })
	static class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean
		HttpExclusions httpExclusions(HttpProperties properties, ObjectProvider<PathMappedEndpoints> endpoints,
				Environment environment) {
			return new HttpExclusions(properties, managementPaths(properties, endpoints, environment, ""));
		}

		@Bean
		@ConditionalOnMissingBean
		ReactiveExclusionPredicate reactiveExclusionPredicate(HttpExclusions exclusions) {
			return new ReactiveExclusionPredicate(exclusions);
		}

		@Bean
		@ConditionalOnMissingBean
		UnobservedHttpHandlerDecorator unobservedHttpHandlerDecorator(HttpExclusions exclusions) {
			return new UnobservedHttpHandlerDecorator(exclusions::contain);
		}

	}

}
