package dev.telltale.observability.http;

import java.util.LinkedHashSet;
import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Keeps the RED metrics about users: no management traffic, no doubled label.
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ HttpServletRequest.class, ServerRequestObservationContext.class })
	static class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean
		ServletExclusionPredicate servletExclusionPredicate(HttpProperties properties, Environment environment) {
			Set<String> paths = new LinkedHashSet<>(properties.getExcludedPaths());
			if (properties.isExcludeManagement()) {
				String basePath = environment.getProperty("management.endpoints.web.base-path", "/actuator");
				if (!basePath.equals("/") && !basePath.isEmpty()) {
					paths.add(basePath);
					paths.add(basePath + "/**");
				}
				paths.add("/livez");
				paths.add("/readyz");
			}
			try {
				return new ServletExclusionPredicate(new ExcludedPaths(paths));
			}
			catch (PatternParseException ex) {
				throw new InvalidConfigurationPropertyValueException("telltale.http.excluded-paths",
						properties.getExcludedPaths(), "is not a path pattern: " + ex.getMessage());
			}
		}

	}

}
