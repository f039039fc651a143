package dev.telltale.observability.tracing;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ExportEndpointEnvironmentPostProcessor}; that a service with a blank
 * endpoint starts is shown by {@link SpanExportIntegrationTests}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExportEndpointEnvironmentPostProcessorTests {

	private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "${OTLP_ENDPOINT:}" })
	void aBlankEndpointCountsAsAbsent(String endpoint) {
		assertThat(process(endpoint).getProperty(ENDPOINT)).isEqualTo("false");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:4318/v1/traces", "https://otel_collector:4318/v1/traces", "false" })
	void anEndpointIsLeftAlone(String endpoint) {
		assertThat(process(endpoint).getPropertySources()
			.contains(ExportEndpointEnvironmentPostProcessor.PROPERTY_SOURCE_NAME)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "collector:4318", "localhost", "http://", "ftp://collector/v1/traces", "http://a b" })
	void whatIsNoUrlIsRefused(String endpoint) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> process(endpoint))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo(ENDPOINT));
	}

	@Test
	void theRefusalNamesPropertyValueAndFix(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> application.run("--" + ENDPOINT + "=collector:4318"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(ENDPOINT)
			.contains("collector:4318")
			.contains("http://collector:4318/v1/traces")
			.doesNotContain("\tat ");
	}

	@Test
	void doesNothingWhenSwitchedOff() {
		assertThatNoException().isThrownBy(() -> process("nonsense", "telltale.tracing.enabled", "false"));
	}

	private static StandardEnvironment process(String endpoint, String... more) {
		StandardEnvironment environment = new StandardEnvironment();
		Map<String, Object> properties = new HashMap<>();
		properties.put(ENDPOINT, endpoint);
		for (int i = 0; i < more.length; i += 2) {
			properties.put(more[i], more[i + 1]);
		}
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		new ExportEndpointEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
		return environment;
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
