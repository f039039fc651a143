package dev.telltale.observability.defaults;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds Telltale's defaults as the last property source. They stand, each with its reason,
 * in {@code META-INF/telltale/defaults.properties}, and are shown with their line by
 * {@code /actuator/env}.
 */
class DefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY_SOURCE_NAME = "telltaleDefaults";

	private static final String LOCATION = "META-INF/telltale/defaults.properties";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		MutablePropertySources propertySources = environment.getPropertySources();
		if (!propertySources.contains(PROPERTY_SOURCE_NAME)) {
			propertySources.addLast(load());
		}
	}

	private PropertySource<?> load() {
		ClassPathResource resource = new ClassPathResource(LOCATION, getClass().getClassLoader());
		try {
			return new PropertiesPropertySourceLoader().load(PROPERTY_SOURCE_NAME, resource).get(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Move the defaults behind sources that were added later, such as those of
	 * {@code @PropertySource}.
	 * @param environment the environment
	 */
	static void moveToEnd(ConfigurableEnvironment environment) {
		MutablePropertySources propertySources = environment.getPropertySources();
		PropertySource<?> defaults = propertySources.remove(PROPERTY_SOURCE_NAME);
		if (defaults != null) {
			propertySources.addLast(defaults);
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
