package dev.telltale.observability.identity;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/**
 * What a service calls itself. Metrics, log lines and traces all ask this class, so that
 * they cannot disagree. Immutable.
 *
 * @param name the name, from {@code spring.application.name}
 * @param version the version, from {@code telltale.service.version} or else
 * {@code spring.application.version}, which Boot reads from the manifest and Telltale
 * from {@code META-INF/build-info.properties}
 * @param environment the environment it runs in, from
 * {@code telltale.service.environment}
 */
public record ServiceIdentity(@Nullable String name, @Nullable String version, @Nullable String environment) {

	/**
	 * Return the identity that an environment tells. A blank value counts as none.
	 * @param environment the environment
	 * @return the identity
	 */
	public static ServiceIdentity of(Environment environment) {
		return new ServiceIdentity(first(environment, "spring.application.name"),
				first(environment, "telltale.service.version", "spring.application.version"),
				first(environment, "telltale.service.environment"));
	}

	private static @Nullable String first(PropertyResolver properties, String... names) {
		for (String name : names) {
			String value = properties.getProperty(name);
			if (StringUtils.hasText(value)) {
				return value;
			}
		}
		return null;
	}

}
