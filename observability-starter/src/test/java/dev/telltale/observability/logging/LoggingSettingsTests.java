package dev.telltale.observability.logging;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link LoggingSettings}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggingSettingsTests {

	@BeforeEach
	@AfterEach
	void restoreLogging() {
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "max-message-length|255|at least 256", "max-line-size|1KB|between 8KB and 1GB",
					"max-line-size|2GB|between 8KB and 1GB", "stack-trace.max-frames|0|at least 1",
					"stack-trace.max-length|10|at least 256", "async.queue-size|1B|between 64KB and 1GB",
					"async.flush-timeout|-1s|not be negative", "masking.patterns[0]|(a)\\1|RE2's syntax",
					"masking.patterns[0]|a(?=b)|RE2's syntax", "masking.patterns[0]|a*|empty text" })
	void valuesThatAreNotValidAreRefused(String property, String value, String reason) {
		MockEnvironment environment = new MockEnvironment().withProperty("telltale.logging." + property, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> LoggingSettings.load(environment))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("telltale.logging." + property))
			.satisfies((ex) -> assertThat(ex.getReason()).contains(reason));
		assertThat(LoggingSettings.loadOrDefault(environment).mask()).isNotNull();
	}

	@Test
	void aPatternThatIsNotValidFailsTheStartWithAReason(CapturedOutput output) {
		SpringApplication application = new SpringApplication(Empty.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatThrownBy(() -> application.run("--telltale.logging.masking.patterns[0]=card (?=4)"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("telltale.logging.masking.patterns[0]")
			.contains("card (?=4)")
			.contains("Must be a regular expression in RE2's syntax")
			.doesNotContain("\tat ");
	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
