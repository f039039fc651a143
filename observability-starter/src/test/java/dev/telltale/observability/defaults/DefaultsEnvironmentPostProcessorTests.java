package dev.telltale.observability.defaults;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DefaultsEnvironmentPostProcessor}.
 */
class DefaultsEnvironmentPostProcessorTests {

	private static final String EXPOSURE = "management.endpoints.web.exposure.include";

	@Test
	void exposesPrometheus() {
		try (ConfigurableApplicationContext context = application(Empty.class).run()) {
			assertThat(context.getEnvironment().getProperty(EXPOSURE)).isEqualTo("health,info,prometheus");
		}
	}

	@Test
	void tellsWhereADefaultStands() {
		try (ConfigurableApplicationContext context = application(Empty.class).run()) {
			Object source = context.getEnvironment()
				.getPropertySources()
				.get(DefaultsEnvironmentPostProcessor.PROPERTY_SOURCE_NAME);
			assertThat(OriginLookup.getOrigin(source, EXPOSURE)).asString()
				.matches(".*META-INF/telltale/defaults.properties.* - \\d+:\\d+");
		}
	}

	@Test
	void argumentsWin() {
		try (ConfigurableApplicationContext context = application(Empty.class).run("--" + EXPOSURE + "=health")) {
			assertThat(context.getEnvironment().getProperty(EXPOSURE)).isEqualTo("health");
		}
	}

	@Test
	void defaultPropertiesOfTheApplicationWin() {
		SpringApplication application = application(Empty.class);
		application.setDefaultProperties(Map.of(EXPOSURE, "info"));
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(context.getEnvironment().getProperty(EXPOSURE)).isEqualTo("info");
		}
	}

	@Test
	void propertySourceAnnotationsWin() {
		try (ConfigurableApplicationContext context = application(WithPropertySource.class).run()) {
			assertThat(context.getEnvironment().getProperty(EXPOSURE)).isEqualTo("prometheus");
		}
	}

	private static SpringApplication application(Class<?> source) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Empty {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@PropertySource("classpath:exposure.properties")
	static class WithPropertySource {

	}

}
