package dev.telltale.observability.tracing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What leaves a service under real HTTP traffic, and what happens where it cannot leave.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpanExportIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void spansArriveWithTheResource(WebApplicationType type) throws Exception {
		try (OtlpReceiver receiver = new OtlpReceiver(OtlpReceiver.Answer.ACCEPT);
				ConfigurableApplicationContext context = run(type, receiver.endpoint(),
						"--spring.application.version=1.2.3", "--telltale.service.environment=staging",
						"--K8S_POD_NAME=shop-0")) {
			get(context, "/hello");
			await().atMost(PATIENCE).until(() -> !receiver.spans().isEmpty());
			assertThat(receiver.spans()).anyMatch((span) -> span.getName().equals("http get /hello"));
			assertThat(attributes(receiver.received().get(0))).containsEntry("service.name", "shop")
				.containsEntry("service.version", "1.2.3")
				.containsEntry("deployment.environment.name", "staging")
				.containsEntry("k8s.pod.name", "shop-0");
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(counters(context))
					.containsEntry("telltale_spans_exported_total", (double) receiver.spans().size())
					.containsEntry("telltale_spans_dropped_total{reason=\"export_failed\"}", 0.0)
					.containsEntry("telltale_spans_dropped_total{reason=\"queue_full\"}", 0.0));
		}
	}

	@Test
	void aPortWhereNobodyListensIsSaidOnceAndCounted(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, deadEndpoint())) {
			for (int i = 0; i < 3; i++) {
				assertThat(get(context, "/hello").body()).isEqualTo("hello");
				double lost = failed(context);
				await().atMost(PATIENCE).until(() -> failed(context) > lost);
			}
		}
		assertThat(lossLines(output)).singleElement().asString().contains("OtlpHttpSpanExporter to http://127.0.0.1:");
		assertThat(output).doesNotContain("Failed to export spans").doesNotContain("Too many log messages");
	}

	@Test
	void theAnswerOfAReceiverThatRefusesIsSaid(CapturedOutput output) throws Exception {
		try (OtlpReceiver receiver = new OtlpReceiver(OtlpReceiver.Answer.REFUSE);
				ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, receiver.endpoint())) {
			get(context, "/hello");
			await().atMost(PATIENCE).until(() -> failed(context) > 0);
			await().atMost(PATIENCE).until(() -> !lossLines(output).isEmpty());
			receiver.answer(OtlpReceiver.Answer.ACCEPT);
			get(context, "/hello");
			await().atMost(PATIENCE).until(() -> output.getOut().contains("Spans are exported again"));
		}
		assertThat(lossLines(output)).singleElement().asString().contains("HTTP status code 400");
	}

	@Test
	void aCollectorThatHangsFillsTheQueueAndHoldsUpNoRequest(CapturedOutput output) throws Exception {
		try (OtlpReceiver receiver = new OtlpReceiver(OtlpReceiver.Answer.HANG);
				ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, receiver.endpoint(),
						"--management.opentelemetry.tracing.export.max-queue-size=16",
						"--management.opentelemetry.tracing.export.max-batch-size=8",
						"--management.opentelemetry.tracing.export.otlp.timeout=1s")) {
			int requests = 100;
			long start = System.nanoTime();
			for (int i = 0; i < requests; i++) {
				assertThat(get(context, "/hello").statusCode()).isEqualTo(200);
			}
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(counters(context))
					.hasEntrySatisfying("telltale_spans_dropped_total{reason=\"queue_full\"}",
							(dropped) -> assertThat(dropped).isPositive())
					.hasEntrySatisfying("telltale_spans_dropped_total{reason=\"export_failed\"}",
							(dropped) -> assertThat(dropped).isPositive()));
			// Nothing gets through, so in the end every span is counted as lost, once.
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(
						failed(context) + counters(context).get("telltale_spans_dropped_total{reason=\"queue_full\"}"))
					.isEqualTo(requests));
		}
		assertThat(lossLines(output)).singleElement().asString().contains("timeout").contains("queue had no room");
		assertThat(output).doesNotContain("Failed to export spans").doesNotContain("BatchSpanProcessor dropped");
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "NONE" })
	void aBlankEndpointMeansNone(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = run(type, "",
				"--management.opentelemetry.logging.export.otlp.endpoint= ")) {
			assertThat(context.getBeanNamesForType(io.opentelemetry.sdk.trace.export.SpanExporter.class)).isEmpty();
			if (type == WebApplicationType.SERVLET) {
				get(context, "/hello");
				assertThat(counters(context)).containsEntry("telltale_spans_exported_total", 0.0)
					.containsEntry("telltale_spans_dropped_total{reason=\"queue_full\"}", 0.0);
			}
		}
	}

	private double failed(ConfigurableApplicationContext context) throws Exception {
		return counters(context).get("telltale_spans_dropped_total{reason=\"export_failed\"}");
	}

	private Map<String, Double> counters(ConfigurableApplicationContext context) throws Exception {
		Matcher matcher = Pattern.compile("(?m)^(telltale_spans_\\S+) (\\S+)$")
			.matcher(get(context, "/actuator/prometheus").body());
		Map<String, Double> counters = new HashMap<>();
		while (matcher.find()) {
			counters.put(matcher.group(1), Double.valueOf(matcher.group(2)));
		}
		return counters;
	}

	private HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	private static List<String> lossLines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.contains("\"Lost ")).toList();
	}

	private static Map<String, String> attributes(ResourceSpans spans) {
		Map<String, String> attributes = new HashMap<>();
		spans.getResource()
			.getAttributesList()
			.forEach((attribute) -> attributes.put(attribute.getKey(), attribute.getValue().getStringValue()));
		return attributes;
	}

	private static String deadEndpoint() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "http://127.0.0.1:" + socket.getLocalPort() + "/v1/traces";
		}
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, String endpoint, String... more) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setWebApplicationType(type);
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--spring.application.name=shop", "--management.tracing.sampling.probability=1.0",
				"--management.opentelemetry.tracing.export.schedule-delay=50ms",
				// A first export under load takes long; a short timeout would be a loss
				// of its own.
				"--management.opentelemetry.tracing.export.otlp.timeout=10s",
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint));
		for (String argument : more) {
			// The last of two values of one option does not win: they make a list.
			String option = argument.substring(0, argument.indexOf('=') + 1);
			arguments.removeIf((other) -> other.startsWith(option));
			arguments.add(argument);
		}
		return application.run(arguments.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		HelloController helloController() {
			return new HelloController();
		}

	}

	@RestController
	static class HelloController {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
