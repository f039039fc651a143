package dev.telltale.observability.tracing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.ServletRequestListener;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server's one thread knows of a request that failed, and of none after it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=shop", "server.address=127.0.0.1", "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1", "telltale.http.excluded-paths=/internal/**" })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class FailedRequestServerTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private ServletWebServerApplicationContext context;

	@Test
	void theLineOfTheServerHasTheIdsAndTheNextRequestHasNot(CapturedOutput output) throws Exception {
		assertThat(get("/broken", "order-17")).contains("500");
		assertThat(output.getOut().lines().filter((line) -> line.contains("threw exception"))).singleElement()
			.asString()
			.contains("\"correlation_id\":\"order-17\"")
			.containsPattern("\"trace_id\":\"[0-9a-f]{32}\"")
			.containsPattern("\"span_id\":\"[0-9a-f]{16}\"");
		assertThat(new JsonMapper().readTree(get("/internal/context", "order-18"))).isEmpty();
	}

	@Test
	void tomcatMakesNoEventsOfAttributes() {
		Context tomcat = (Context) ((TomcatWebServer) Objects.requireNonNull(this.context.getWebServer())).getTomcat()
			.getHost()
			.findChildren()[0];
		assertThat(((StandardContext) tomcat).getApplicationEventListeners())
			.noneMatch(ServletRequestListener.class::isInstance);
		assertThat(Arrays.stream(tomcat.getParent().getParent().getPipeline().getValves()))
			.hasAtLeastOneElementOfType(FailedRequestValve.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aListenerServesWhereTomcatIsNotOurs(boolean isThere) {
		WebApplicationContextRunner runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorrelationAutoConfiguration.class));
		(isThere ? runner : runner.withClassLoader(new FilteredClassLoader(ValveBase.class)))
			.run((context) -> assertThat(
					context.getBean("failedRequestListener", ServletListenerRegistrationBean.class).isEnabled())
				.isTrue());
	}

	private String get(String path, String id) throws Exception {
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("X-Correlation-ID", id)
				.build(), BodyHandlers.ofString())
			.body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Shop {

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("no stock");
		}

		@GetMapping("/internal/context")
		Map<String, String> context() {
			Map<String, String> context = MDC.getCopyOfContextMap();
			return (context != null) ? context : Map.of();
		}

	}

}
