package dev.telltale.observability.identity;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BuildInfoEnvironmentPostProcessor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class BuildInfoEnvironmentPostProcessorTests {

	private static final String LOCATION = "spring.info.build.location=classpath:identity/build-info.properties";

	@Test
	void theVersionComesFromTheBuild() {
		assertThat(version("--" + LOCATION)).isEqualTo("3.2.1");
	}

	@Test
	void logLinesTellIt(CapturedOutput output) {
		version("--" + LOCATION);
		assertThat(output).contains("\"service_version\":\"3.2.1\"");
	}

	@Test
	void aVersionThatTheUserSetWins() {
		assertThat(version("--" + LOCATION, "--spring.application.version=9")).isEqualTo("9");
	}

	@Test
	void withoutBuildInformationThereIsNoVersion() {
		assertThat(version()).isNull();
	}

	@Test
	void buildInformationWithoutAVersionIsNoVersion() {
		assertThat(version("--spring.info.build.location=classpath:exposure.properties")).isNull();
	}

	@Test
	void aFileThatCannotBeReadIsSaidAndNoFailure(CapturedOutput output) {
		assertThat(version("--spring.info.build.location=classpath:identity/broken-build-info.properties")).isNull();
		assertThat(output).contains("broken-build-info.properties cannot be read").doesNotContain("\tat ");
	}

	@Test
	void defaultPropertiesOfTheApplicationWin() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addLast(new MapPropertySource("defaultProperties", Map.of("spring.application.version", "5",
					"spring.info.build.location", "classpath:identity/build-info.properties")));
		new BuildInfoEnvironmentPostProcessor(logFactory()).postProcessEnvironment(environment,
				new SpringApplication());
		assertThat(ServiceIdentity.of(environment).version()).isEqualTo("5");
		assertThat(environment.getPropertySources().contains(BuildInfoEnvironmentPostProcessor.PROPERTY_SOURCE_NAME))
			.isFalse();
	}

	private static DeferredLogFactory logFactory() {
		return (destination) -> destination.get();
	}

	private static String version(String... arguments) {
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		// Without this, Boot reads the version of the program that runs the tests.
		application.setMainApplicationClass(Empty.class);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			return context.getEnvironment().getProperty("spring.application.version");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
