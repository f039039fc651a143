package dev.telltale.observability.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link TelltaleLogbackLoggingSystem}: what a service really writes.
 */
@ExtendWith(OutputCaptureExtension.class)
class JsonLoggingTests {

	private static final Logger logger = LoggerFactory.getLogger("shop");

	private static final JsonMapper mapper = new JsonMapper();

	@BeforeEach
	@AfterEach
	void restoreLogging() {
		AnsiOutput.setEnabled(AnsiOutput.Enabled.DETECT);
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@Test
	void everyLineOfTheConsoleIsOneObjectOfTheVocabulary(CapturedOutput output) {
		run((context) -> logger.warn("Out of {}", "lamps", new IllegalStateException("none left")),
				"--spring.application.name=shop", "--spring.application.version=1.2.3",
				"--telltale.service.environment=staging");
		List<JsonNode> lines = lines(output.getOut());
		assertThat(lines).isNotEmpty().allSatisfy((line) -> {
			assertThat(line.propertyNames()).isSubsetOf("@timestamp", "level", "logger_name", "thread_name", "message",
					"service_name", "service_version", "environment", "trace_id", "span_id", "correlation_id",
					"stack_trace", "stack_hash");
			assertThat(line.get("service_name").asString()).isEqualTo("shop");
			assertThat(line.get("service_version").asString()).isEqualTo("1.2.3");
			assertThat(line.get("environment").asString()).isEqualTo("staging");
		});
		JsonNode warning = find(lines, "Out of lamps");
		assertThat(warning.get("level").asString()).isEqualTo("WARN");
		assertThat(warning.get("logger_name").asString()).isEqualTo("shop");
		assertThat(warning.get("stack_trace").asString()).contains("IllegalStateException: none left");
		assertThat(warning.get("stack_hash").asString()).matches("[0-9a-f]{8}");
	}

	@Test
	void linesInATraceCarryItsIds(CapturedOutput output) {
		run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Span span = tracer.nextSpan().start();
			try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
				logger.info("In trace {}", span.context().traceId());
			}
			finally {
				span.end();
			}
		});
		JsonNode line = lines(output.getOut()).stream()
			.filter((candidate) -> candidate.get("message").asString().startsWith("In trace"))
			.findFirst()
			.orElseThrow();
		assertThat(line.get("message").asString()).endsWith(line.get("trace_id").asString());
		assertThat(line.get("span_id").asString()).matches("[0-9a-f]{16}");
	}

	@Test
	void aLogFileGetsJsonToo(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("shop.log");
		run((context) -> logger.info("To the file\nin two lines"), "--logging.file.name=" + file,
				"--telltale.logging.console-format=text");
		List<JsonNode> lines = lines(Files.readString(file));
		assertThat(find(lines, "To the file\nin two lines").get("level").asString()).isEqualTo("INFO");
	}

	@Test
	void aTerminalGetsText(CapturedOutput output) {
		run((context) -> logger.info("Readable"), "--spring.output.ansi.enabled=always");
		assertThat(output.getOut()).containsPattern("(?m)^[^{].*Readable$");
	}

	@Test
	void textCanBeChosen(CapturedOutput output) {
		run((context) -> logger.info("Readable"), "--telltale.logging.console-format=text");
		assertThat(output.getOut()).containsPattern("(?m)^[^{].*Readable$").contains(":: Spring Boot ::");
	}

	@Test
	void backsOffFromAFormatOfBoot(CapturedOutput output) {
		run((context) -> logger.info("As ECS"), "--logging.structured.format.console=ecs");
		assertThat(find(lines(output.getOut()), "As ECS").has("ecs")).isTrue();
	}

	@Test
	void backsOffFromALogbackConfiguration(CapturedOutput output) {
		run((context) -> logger.info("As I like it"), "--logging.config=classpath:own-logback.xml");
		assertThat(output.getOut()).contains("own: As I like it");
	}

	@Test
	void canBeSwitchedOff(CapturedOutput output) {
		run((context) -> logger.info("Readable"), "--telltale.logging.enabled=false");
		assertThat(output.getOut()).containsPattern("(?m)^[^{].*Readable$");
	}

	@Test
	void levelsChangeAtRunTime(CapturedOutput output) {
		run((context) -> {
			context.getBean(LoggingSystem.class).setLogLevel("shop", LogLevel.DEBUG);
			logger.debug("In detail");
		});
		assertThat(find(lines(output.getOut()), "In detail").get("level").asString()).isEqualTo("DEBUG");
	}

	@Test
	void namesAFormatThatDoesNotExist(CapturedOutput output) {
		assertThatThrownBy(() -> run((context) -> {
		}, "--telltale.logging.console-format=xml"));
		// To the log. Elsewhere the JVM prints what listeners of contexts that are closed
		// make of a garbage collection.
		assertThat(output.getOut()).contains("APPLICATION FAILED TO START")
			.contains("telltale.logging.console-format")
			.contains("Must be 'auto', 'json' or 'text'")
			.doesNotContain("\tat ");
	}

	private static void run(Consumer<ConfigurableApplicationContext> action, String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			action.accept(context);
		}
	}

	private static List<JsonNode> lines(String output) {
		List<JsonNode> lines = new ArrayList<>();
		output.lines().filter((line) -> !line.isBlank()).forEach((line) -> lines.add(mapper.readTree(line)));
		return lines;
	}

	private static JsonNode find(List<JsonNode> lines, String message) {
		return lines.stream()
			.filter((line) -> line.get("message").asString().equals(message))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
