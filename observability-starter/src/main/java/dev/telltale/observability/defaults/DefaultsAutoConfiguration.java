package dev.telltale.observability.defaults;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps Telltale's defaults last once {@code @PropertySource} annotations have been read
 * and Boot has moved its own default properties to the end.
 */
@AutoConfiguration
public final class DefaultsAutoConfiguration {

	@Bean
	static BeanFactoryPostProcessor telltaleDefaultsLast(ConfigurableEnvironment environment) {
		return (beanFactory) -> DefaultsEnvironmentPostProcessor.moveToEnd(environment);
	}

}
