package dev.telltale.observability.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is observed of the calls that a service makes, of its scheduled tasks, and of
 * requests that reach no handler.
 */
class ClientAndTaskObservationIntegrationTests {

	@Test
	void measuresCallsByTemplateWithBucketsAndWithoutDoubledLabels() {
		try (TestService service = start()) {
			String baseUrl = "http://127.0.0.1:" + service.port();
			RestClient restClient = service.bean(RestClient.Builder.class).baseUrl(baseUrl).build();
			WebClient webClient = service.bean(WebClient.Builder.class).baseUrl(baseUrl).build();
			restClient.get().uri("/items/{id}", 1).retrieve().body(String.class);
			webClient.get().uri("/items/{id}", 2).retrieve().bodyToMono(String.class).block();
			Timer calls = service.registry().get("http.client.requests").timer();
			assertThat(calls.count()).isEqualTo(2);
			assertThat(calls.getId().getTag("uri")).isEqualTo("/items/{id}");
			assertThat(calls.getId().getTags()).extracting(Tag::getKey)
				.containsExactlyInAnyOrder("client.name", "exception", "method", "outcome", "status", "uri");
			assertThat(calls.takeSnapshot().histogramCounts()).extracting(CountAtBucket::bucket).hasSize(14);
		}
	}

	@Test
	void removesTheDoubledLabelFromEveryRegistryOfAComposite() throws Exception {
		try (TestService service = TestService.start(WebApplicationType.SERVLET, ShopWithTwoRegistries.class)) {
			assertThat(service.registry()).isInstanceOf(CompositeMeterRegistry.class);
			assertThat(service.get("/items/1")).isEqualTo(200);
			await().untilAsserted(() -> assertThat(
					service.bean(SimpleMeterRegistry.class).get("http.server.requests").timer().getId().getTag("error"))
				.isNull());
			assertThat(service.get(service.port(), "/actuator/prometheus").body().lines())
				.filteredOn((line) -> line.startsWith("http_server_requests_seconds_count{"))
				.isNotEmpty()
				.noneMatch((line) -> line.contains("error="));
		}
	}

	@Test
	void namesTheUriOfRequestsThatReachNoHandler() throws Exception {
		try (TestService service = start()) {
			assertThat(service.get("/nowhere")).isEqualTo(404);
			assertThat(service.get("/orders")).isEqualTo(405);
			await().untilAsserted(() -> {
				assertThat(uri(service, "404")).isEqualTo("/**");
				assertThat(uri(service, "405")).isEqualTo("UNKNOWN");
			});
		}
	}

	@Test
	void observesScheduledTasks() throws Exception {
		try (TestService service = start()) {
			assertThat(service.bean(Shop.class).ticked.await(5, TimeUnit.SECONDS)).isTrue();
			await().untilAsserted(() -> assertThat(
					service.registry().get("tasks.scheduled.execution").tag("code.function", "tick").timer().count())
				.isPositive());
		}
	}

	@Test
	void setsWhatBootLeavesOut() {
		try (TestService service = start()) {
			Environment environment = service.bean(Environment.class);
			assertThat(environment.getProperty("spring.kafka.template.observation-enabled")).isEqualTo("true");
			assertThat(environment.getProperty("spring.kafka.listener.observation-enabled")).isEqualTo("true");
			assertThat(environment.getProperty("management.metrics.web.server.max-uri-tags")).isEqualTo("1000");
			assertThat(environment.getProperty("management.metrics.web.client.max-uri-tags")).isEqualTo("1000");
		}
	}

	private static String uri(TestService service, String status) {
		return service.registry().get("http.server.requests").tag("status", status).timer().getId().getTag("uri");
	}

	private static TestService start() {
		return TestService.start(WebApplicationType.SERVLET, Shop.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	static class Shop {

		private final CountDownLatch ticked = new CountDownLatch(1);

		@Scheduled(fixedDelay = 20)
		void tick() {
			this.ticked.countDown();
		}

		@Bean
		Items items() {
			return new Items();
		}

	}

	@Import(Shop.class)
	@Configuration(proxyBeanMethods = false)
	static class ShopWithTwoRegistries {

		@Bean
		SimpleMeterRegistry secondRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@RestController
	static class Items {

		@GetMapping("/items/{id}")
		String item(@PathVariable int id) {
			return "item " + id;
		}

		@PostMapping("/orders")
		void order() {
		}

	}

}
