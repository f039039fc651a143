package dev.telltale.observability.tracing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebExceptionHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reactive service says, logs and passes on about what belongs together.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=shop", "server.address=127.0.0.1",
				"spring.main.web-application-type=reactive", "management.tracing.sampling.probability=1.0",
				"spring.webflux.problemdetails.enabled=true" })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class CorrelationReactiveTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void theResponseNamesTheTraceWhichServesAsId() throws Exception {
		HttpResponse<String> response = get("/ids");
		String trace = json(response).get("traceId").asString();
		assertThat(trace).matches("[0-9a-f]{32}");
		assertThat(header(response, "traceresponse")).matches("00-" + trace + "-[0-9a-f]{16}-01");
		assertThat(header(response, "X-Correlation-ID")).isEqualTo(trace);
		assertThat(json(response).get("correlationId").asString()).isEqualTo(trace);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/ids", "/later" })
	void anIdOfTheCallerIsKeptAcrossThreads(String path) throws Exception {
		HttpResponse<String> response = get(path, "X-Request-ID", "order-17");
		assertThat(json(response).get("correlationId").asString()).isEqualTo("order-17");
		assertThat(header(response, "X-Request-ID")).isEqualTo("order-17");
	}

	@Test
	void anIdThatIsNotWellFormedIsIgnored() throws Exception {
		assertThat(header(get("/ids", "X-Correlation-ID", "two words"), "X-Correlation-ID")).matches("[0-9a-f]{32}");
	}

	@Test
	void theIdIsSentAlong() throws Exception {
		assertThat(get("/webclient", "X-Correlation-ID", "order-17").body()).isEqualTo("order-17");
	}

	@Test
	void problemDetailsNameTheTrace() throws Exception {
		HttpResponse<String> response = get("/problem");
		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(header(response, "traceresponse")).contains(json(response).get("trace_id").asString());
	}

	@Test
	void errorsKeepTheHeaders() throws Exception {
		HttpResponse<String> response = get("/broken", "X-Correlation-ID", "order-17");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(header(response, "X-Correlation-ID")).isEqualTo("order-17");
	}

	@Test
	void theLineAboutAnErrorHasTheId(CapturedOutput output) throws Exception {
		get("/broken", "X-Correlation-ID", "order-18");
		assertThat(output.getOut().lines())
			.anyMatch((line) -> line.contains("500 Server Error for HTTP GET") && line.contains("order-18"));
	}

	@Test
	void aHandlerOfTheServiceComesBeforeThatOfBoot() throws Exception {
		assertThat(get("/sold-out").statusCode()).isEqualTo(410);
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
	static class Shop {

		@Bean
		ShopController shopController(WebClient.Builder webClient) {
			return new ShopController(webClient.build());
		}

		@Bean
		@Order(-1)
		WebExceptionHandler soldOutHandler() {
			return (exchange, failure) -> {
				if (failure instanceof UnsupportedOperationException) {
					exchange.getResponse().setStatusCode(HttpStatus.GONE);
					return exchange.getResponse().setComplete();
				}
				return Mono.error(failure);
			};
		}

	}

	@RestController
	static class ShopController {

		private final WebClient webClient;

		ShopController(WebClient webClient) {
			this.webClient = webClient;
		}

		@GetMapping("/ids")
		Mono<Map<String, String>> ids() {
			return Mono.fromSupplier(ShopController::current);
		}

		@GetMapping("/later")
		Mono<Map<String, String>> later() {
			return Mono.delay(Duration.ofMillis(5), Schedulers.boundedElastic()).map((tick) -> current());
		}

		private static Map<String, String> current() {
			return Map.of("traceId", String.valueOf(MDC.get("traceId")), "correlationId",
					String.valueOf(MDC.get("correlation_id")));
		}

		@GetMapping("/echo")
		Mono<String> echo(@RequestHeader("X-Correlation-ID") String id) {
			return Mono.just(id);
		}

		@GetMapping("/webclient")
		Mono<String> webClient(@RequestHeader("Host") String host) {
			return Mono.delay(Duration.ofMillis(5))
				.flatMap((tick) -> this.webClient.get()
					.uri("http://" + host + "/echo")
					.retrieve()
					.bodyToMono(String.class));
		}

		@GetMapping("/problem")
		Mono<String> problem() {
			return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT, "sold"));
		}

		@GetMapping("/sold-out")
		Mono<String> soldOut() {
			return Mono.error(new UnsupportedOperationException("sold out"));
		}

		@GetMapping("/broken")
		Mono<String> broken() {
			return Mono.error(new IllegalStateException("broken"));
		}

	}

}
