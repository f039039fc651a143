package dev.telltale.observability.tracing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a servlet service says, logs and passes on about what belongs together.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=shop", "server.address=127.0.0.1",
				"management.tracing.sampling.probability=1.0", "spring.mvc.problemdetails.enabled=true",
				"server.max-http-request-header-size=2MB", "telltale.correlation.trace-id-header=X-Trace-Id",
				"telltale.http.excluded-paths=/internal/**" })
@DirtiesContext
class CorrelationServletTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void theResponseNamesTheTrace() throws Exception {
		HttpResponse<String> response = get("/ids");
		String trace = json(response).get("traceId").asString();
		assertThat(trace).matches("[0-9a-f]{32}");
		assertThat(header(response, "traceresponse")).matches("00-" + trace + "-[0-9a-f]{16}-01");
		assertThat(header(response, "X-Trace-Id")).isEqualTo(trace);
	}

	@Test
	void theTraceIdServesWhereNobodyChoseAnId() throws Exception {
		HttpResponse<String> response = get("/ids");
		String trace = json(response).get("traceId").asString();
		assertThat(json(response).get("correlationId").asString()).isEqualTo(trace);
		assertThat(header(response, "X-Correlation-ID")).isEqualTo(trace);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Correlation-ID", "X-Request-ID" })
	void anIdOfTheCallerIsKeptAndRepeated(String header) throws Exception {
		HttpResponse<String> response = get("/ids", header, "order-17:a.b_C");
		assertThat(json(response).get("correlationId").asString()).isEqualTo("order-17:a.b_C");
		assertThat(header(response, header)).isEqualTo("order-17:a.b_C");
		assertThat(response.headers().allValues("X-Correlation-ID").size()
				+ response.headers().allValues("X-Request-ID").size())
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "two words", "a/b", "${jndi:ldap}", "<script>", "a,b", "\"quoted\"", "a\tb", "{}" })
	void anIdThatIsNotWellFormedIsIgnored(String id) throws Exception {
		HttpResponse<String> response = get("/ids", "X-Correlation-ID", id);
		String trace = json(response).get("traceId").asString();
		assertThat(json(response).get("correlationId").asString()).isEqualTo(trace);
		assertThat(header(response, "X-Correlation-ID")).isEqualTo(trace);
	}

	@Test
	void anIdOfAMegabyteIsIgnored() throws Exception {
		HttpResponse<String> response = get("/ids", "X-Correlation-ID", "x".repeat(1024 * 1024));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "X-Correlation-ID")).matches("[0-9a-f]{32}");
		assertThat(header(get("/ids", "X-Correlation-ID", "x".repeat(128)), "X-Correlation-ID")).hasSize(128);
		assertThat(header(get("/ids", "X-Correlation-ID", "x".repeat(129)), "X-Correlation-ID")).hasSize(32);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/async", "/callable", "/executor" })
	void theIdReachesOtherThreads(String path) throws Exception {
		HttpResponse<String> response = get(path, "X-Correlation-ID", "order-17");
		assertThat(response.body()).isEqualTo("order-17");
	}

	@Test
	void theTraceReachesAsynchronousMethods() throws Exception {
		HttpResponse<String> response = get("/async-trace");
		assertThat(response.body()).isEqualTo(header(response, "X-Trace-Id")).matches("[0-9a-f]{32}");
	}

	@Test
	@Tag("java-21")
	void theIdReachesVirtualThreads() throws Exception {
		assertThat(get("/virtual", "X-Correlation-ID", "order-17").body()).isEqualTo("order-17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/restclient", "/webclient" })
	void theIdIsSentAlong(String path) throws Exception {
		assertThat(get(path, "X-Request-ID", "order-17").body()).isEqualTo("order-17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/restclient-own", "/webclient-own" })
	void anIdThatTheApplicationSetsItselfStays(String path) throws Exception {
		assertThat(get(path, "X-Request-ID", "order-17").body()).isEqualTo("own");
	}

	@Test
	void problemDetailsNameTheTrace() throws Exception {
		HttpResponse<String> response = get("/problem");
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(json(response).get("trace_id").asString()).isEqualTo(header(response, "X-Trace-Id"));
	}

	@Test
	void errorsKeepTheHeaders() throws Exception {
		HttpResponse<String> response = get("/broken", "X-Correlation-ID", "order-17");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(header(response, "traceresponse")).startsWith("00-");
		assertThat(header(response, "X-Correlation-ID")).isEqualTo("order-17");
	}

	@Test
	void excludedPathsAreLeftAlone() throws Exception {
		HttpResponse<String> response = get("/internal/ids", "X-Correlation-ID", "order-17");
		assertThat(response.headers().map()).doesNotContainKeys("traceresponse", "x-correlation-id", "x-trace-id");
		assertThat(json(response).get("correlationId").asString()).isEqualTo("null");
	}

	private HttpResponse<String> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static String header(HttpResponse<String> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableAsync(proxyTargetClass = true)
	static class Shop {

		@Bean
		Worker worker() {
			return new Worker();
		}

		@Bean
		ShopController shopController(Worker worker, RestClient.Builder restClient, WebClient.Builder webClient) {
			return new ShopController(worker, restClient.build(), webClient.build());
		}

	}

	static class Worker {

		@Async("applicationTaskExecutor")
		CompletableFuture<String> work() {
			return CompletableFuture.completedFuture(String.valueOf(MDC.get("correlation_id")));
		}

		@Async("applicationTaskExecutor")
		CompletableFuture<String> trace() {
			return CompletableFuture.completedFuture(String.valueOf(MDC.get("traceId")));
		}

	}

	@RestController
	static class ShopController {

		private final Worker worker;

		private final RestClient restClient;

		private final WebClient webClient;

		ShopController(Worker worker, RestClient restClient, WebClient webClient) {
			this.worker = worker;
			this.restClient = restClient;
			this.webClient = webClient;
		}

		@GetMapping({ "/ids", "/internal/ids" })
		Map<String, String> ids() {
			return Map.of("traceId", String.valueOf(MDC.get("traceId")), "correlationId",
					String.valueOf(MDC.get("correlation_id")));
		}

		@GetMapping("/async")
		String async() throws Exception {
			return this.worker.work().get();
		}

		@GetMapping("/async-trace")
		String asyncTrace() throws Exception {
			return this.worker.trace().get();
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> String.valueOf(MDC.get("correlation_id"));
		}

		@GetMapping("/executor")
		String executor() throws Exception {
			return onExecutor(false);
		}

		@GetMapping("/virtual")
		String virtual() throws Exception {
			return onExecutor(true);
		}

		private String onExecutor(boolean virtual) throws Exception {
			try (SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor()) {
				executor.setVirtualThreads(virtual);
				executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
				return executor.submitCompletable(() -> String.valueOf(MDC.get("correlation_id"))).get();
			}
		}

		@GetMapping("/echo")
		String echo(@RequestHeader("X-Correlation-ID") String id) {
			return id;
		}

		@GetMapping("/restclient")
		String restClient(@RequestHeader("Host") String host) {
			return this.restClient.get().uri("http://" + host + "/echo").retrieve().body(String.class);
		}

		@GetMapping("/restclient-own")
		String restClientOwn(@RequestHeader("Host") String host) {
			return this.restClient.get()
				.uri("http://" + host + "/echo")
				.header("X-Correlation-ID", "own")
				.retrieve()
				.body(String.class);
		}

		@GetMapping("/webclient")
		String webClient(@RequestHeader("Host") String host) {
			return this.webClient.get().uri("http://" + host + "/echo").retrieve().bodyToMono(String.class).block();
		}

		@GetMapping("/webclient-own")
		String webClientOwn(@RequestHeader("Host") String host) {
			return this.webClient.get()
				.uri("http://" + host + "/echo")
				.header("X-Correlation-ID", "own")
				.retrieve()
				.bodyToMono(String.class)
				.block();
		}

		@GetMapping("/problem")
		String problem() {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "sold");
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("broken");
		}

	}

}
