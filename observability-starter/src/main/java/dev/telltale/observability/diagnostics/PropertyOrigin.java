package dev.telltale.observability.diagnostics;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/**
 * Tells where a property is set.
 */
final class PropertyOrigin {

	private PropertyOrigin() {
	}

	/**
	 * Return a property's name, and where it, or the first element of a list, is set if
	 * that is known.
	 * @param environment the environment
	 * @param property the name
	 * @return such as {@code a.b (class path resource [application.yml] - 3:6)}
	 */
	static String describe(Environment environment, String property) {
		// Not of(…): names of users' own, such as my_orders, need not be canonical.
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			Origin origin = origin(source, name);
			if (origin != null) {
				return "%s (%s)".formatted(property, origin);
			}
		}
		return property;
	}

	private static @Nullable Origin origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		Origin origin = Origin.from(source.getConfigurationProperty(name));
		return (origin != null) ? origin : Origin.from(source.getConfigurationProperty(name.append("[0]")));
	}

}
