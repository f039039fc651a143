package dev.telltale.observability.logging;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AccessLogAutoConfiguration} in servlet and reactive services that
 * really run.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class AccessLogTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeEach
	@AfterEach
	void restoreLogging() {
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void everyObservedRequestGetsOneLine(String type, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(type, "--telltale.logging.access.enabled=true")) {
			HttpResponse<String> response = send(context, "/items/17?token=secret", null);
			JsonNode line = accessLines(output, 1).get(0);
			assertThat(line.get("message").asString()).matches("GET /items/\\{id} 200 \\d+ ms");
			assertThat(line.get("logger_name").asString()).isEqualTo("dev.telltale.access");
			assertThat(line.get("http_method").asString()).isEqualTo("GET");
			assertThat(line.get("http_route").asString()).isEqualTo("/items/{id}");
			assertThat(line.get("http_status").asInt()).isEqualTo(200);
			assertThat(line.get("duration_seconds").asDouble()).isBetween(0.0, 60.0);
			assertThat(line.get("response_bytes").asInt()).isEqualTo(response.body().length());
			assertThat(line.get("correlation_id").asString()).isEqualTo("order-17");
			assertThat(response.headers().firstValue("traceresponse").orElseThrow())
				.contains(line.get("trace_id").asString())
				.contains(line.get("span_id").asString());
			assertThat(line.toString()).doesNotContain("secret", "trace_id_2");
			assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void sizesAndFailuresAreTold(String type, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(type, "--telltale.logging.access.enabled=true")) {
			send(context, "/items", "x".repeat(1000));
			JsonNode line = accessLines(output, 1).get(0);
			assertThat(line.get("request_bytes").asInt()).isEqualTo(1000);
			assertThat(line.get("response_bytes").asInt()).isEqualTo(2000);
			send(context, "/broken", null);
			assertThat(accessLines(output, 2).get(1).get("http_status").asInt()).isEqualTo(500);
			send(context, "/later", null);
			JsonNode later = accessLines(output, 3).get(2);
			assertThat(later.get("http_route").asString()).isEqualTo("/later");
			assertThat(later.get("correlation_id").asString()).isEqualTo("order-17");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void withoutBeingAskedNothingIsWritten(String type, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(type)) {
			send(context, "/items/17", null);
		}
		assertThat(output.getOut()).doesNotContain("dev.telltale.access");
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet" })
	void excludedPathsGetNoLine(String type, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(type, "--telltale.logging.access.enabled=true")) {
			send(context, "/actuator/health", null);
			send(context, "/items/17", null);
			assertThat(accessLines(output, 1)).hasSize(1);
		}
		assertThat(output.getOut()).doesNotContain("\"http_route\":\"/actuator");
	}

	private static ConfigurableApplicationContext run(String type, String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setDefaultProperties(
				Map.of("server.port", "0", "server.address", "127.0.0.1", "spring.main.web-application-type", type));
		return application.run(arguments);
	}

	private HttpResponse<String> send(ConfigurableApplicationContext context, String path, String body)
			throws Exception {
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.header("X-Correlation-ID", "order-17");
		if (body != null) {
			request.POST(BodyPublishers.ofString(body));
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static List<JsonNode> accessLines(CapturedOutput output, int count) {
		return await().atMost(Duration.ofSeconds(10))
			.until(() -> output.getOut()
				.lines()
				.filter((line) -> line.contains("dev.telltale.access"))
				.map((line) -> JsonMapper.shared().readTree(line))
				.toList(), (lines) -> lines.size() >= count);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Shop {

		@GetMapping("/items/{id}")
		String item(@PathVariable String id) {
			return "item " + id + " of many";
		}

		@PostMapping("/items")
		String create(@RequestBody String body) {
			return body + body;
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

		@GetMapping("/later")
		Callable<String> later() {
			return () -> "late";
		}

	}

}
