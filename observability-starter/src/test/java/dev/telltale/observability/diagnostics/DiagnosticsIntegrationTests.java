package dev.telltale.observability.diagnostics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a running service says of itself.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiagnosticsIntegrationTests {

	private static final String[] WELL = { "--server.port=0", "--spring.application.name=shop",
			"--management.metrics.web.server.max-uri-tags=1000", "--management.metrics.web.client.max-uri-tags=1000" };

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void oneLineSaysThatAllIsWell(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(output).contains("Observed by Telltale: 0 objectives, traces not exported")
				.doesNotContain("\"level\":\"WARN\"");
		}
	}

	@Test
	void whatIsWrongIsALineEach(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("--management.tracing.enabled=true")) {
			assertThat(output).contains("1 findings")
				.contains("management.tracing.enabled is ignored")
				.contains("Rename it to management.tracing.export.enabled. [dead-property]");
		}
	}

	@Test
	void theEndpointIsNotExposedUnasked() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(get(context, "/actuator/telltale").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void theEndpointTellsFindingsSlosAndSettings() throws Exception {
		try (ConfigurableApplicationContext context = run(
				"--management.endpoints.web.exposure.include=health,prometheus,telltale",
				"--telltale.slo.objectives.http.availability.objective=0.9")) {
			get(context, "/nowhere");
			get(context, "/broken");
			// An observation ends after its answer was sent.
			await()
				.untilAsserted(() -> assertThat(availability(report(context)).path("bad").doubleValue()).isEqualTo(1));
			JsonNode report = report(context);
			assertThat(report.path("findings")).isEmpty();
			JsonNode availability = availability(report);
			assertThat(availability.path("objective").doubleValue()).isEqualTo(0.9);
			assertThat(availability.path("bad").doubleValue()).isEqualTo(1);
			assertThat(availability.path("ratio").doubleValue()).isZero();
			assertThat(report.path("settings").toString())
				.contains("telltale.slo.objectives.http.availability.objective");
		}
	}

	@Test
	void aRefusedScrapeIsAFinding() throws Exception {
		try (ConfigurableApplicationContext context = run(
				"--management.endpoints.web.exposure.include=prometheus,telltale", "--refuse=true")) {
			assertThat(get(context, "/actuator/prometheus").statusCode()).isEqualTo(401);
			assertThat(report(context).path("findings").toString()).contains("scrape-refused").contains("status 401");
		}
	}

	private static ConfigurableApplicationContext run(String... more) {
		String[] arguments = new String[WELL.length + more.length];
		System.arraycopy(WELL, 0, arguments, 0, WELL.length);
		System.arraycopy(more, 0, arguments, WELL.length, more.length);
		return SpringApplication.run(Shop.class, arguments);
	}

	private JsonNode report(ConfigurableApplicationContext context) throws IOException, InterruptedException {
		return new JsonMapper().readTree(get(context, "/actuator/telltale").body());
	}

	private static JsonNode availability(JsonNode report) {
		return report.path("slos").path("http").path("availability");
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
			throws IOException, InterruptedException {
		String port = context.getEnvironment().getProperty("local.server.port");
		return this.client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		Filter troublesomeFilter(Environment environment) {
			boolean refuse = environment.getProperty("refuse", Boolean.class, false);
			return (request, response, chain) -> {
				String path = ((HttpServletRequest) request).getRequestURI();
				if (path.equals("/broken")) {
					((HttpServletResponse) response).setStatus(500);
				}
				else if (refuse && path.equals("/actuator/prometheus")) {
					((HttpServletResponse) response).setStatus(401);
				}
				else {
					chain.doFilter(request, response);
				}
			};
		}

	}

}
