package dev.telltale.observability.identity;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;

import org.apache.commons.logging.Log;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.util.StringUtils;

/**
 * Sets {@code spring.application.version} from {@code META-INF/build-info.properties} if
 * nothing else did. Boot reads it from the manifest only, which is absent outside an
 * executable jar, and log lines are configured long before there is a
 * {@code BuildProperties} bean.
 */
class BuildInfoEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY_SOURCE_NAME = "telltaleBuildInfo";

	private static final String VERSION = "spring.application.version";

	private final Log logger;

	BuildInfoEnvironmentPostProcessor(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(BuildInfoEnvironmentPostProcessor.class);
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (StringUtils.hasText(environment.getProperty(VERSION))) {
			return;
		}
		String location = environment.getProperty("spring.info.build.location",
				"classpath:META-INF/build-info.properties");
		Resource resource = new DefaultResourceLoader(application.getClassLoader()).getResource(location);
		if (!resource.exists()) {
			return;
		}
		try {
			Properties properties = PropertiesLoaderUtils.loadProperties(resource);
			String version = properties.getProperty("build.version");
			if (StringUtils.hasText(version)) {
				environment.getPropertySources()
					.addLast(new MapPropertySource(PROPERTY_SOURCE_NAME, Map.of(VERSION, version)));
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			this.logger.warn("The version of the service stays unknown, for " + location + " cannot be read: " + ex);
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
