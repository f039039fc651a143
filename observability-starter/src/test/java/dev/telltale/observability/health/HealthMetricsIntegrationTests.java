package dev.telltale.observability.health;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a scrape tells of a service's health, and what a scrape and a request feel of it.
 */
class HealthMetricsIntegrationTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void aHangingCheckIsVisibleAndFeltByNobody(WebApplicationType type) throws IOException {
		try (ConfigurableApplicationContext context = run(type, HangingCheck.class, "--telltale.health.interval=200ms",
				"--telltale.health.timeout=1s")) {
			Duration slowest = Duration.ZERO;
			for (int i = 0; i < 20; i++) {
				long start = System.nanoTime();
				assertThat(get(context, "/hello").body()).isEqualTo("hello");
				assertThat(get(context, "/livez").statusCode()).isEqualTo(200);
				assertThat(scrape(context)).contains("application_health{component=\"stuck\",status=\"UNKNOWN\"} 1.0");
				Duration took = Duration.ofNanos(System.nanoTime() - start);
				slowest = (took.compareTo(slowest) > 0) ? took : slowest;
			}
			// A scrape that waited for the check would never end.
			assertThat(slowest).isLessThan(Duration.ofSeconds(5));
			await().untilAsserted(() -> assertThat(scrape(context)).contains(
					"application_health{component=\"ping\",status=\"UP\"} 1.0",
					"application_health{component=\"diskSpace\",status=\"UP\"} 1.0"));
			double stuck = timestamp(context, "stuck");
			double ping = timestamp(context, "ping");
			await().untilAsserted(() -> assertThat(timestamp(context, "ping")).isGreaterThan(ping));
			assertThat(timestamp(context, "stuck")).isEqualTo(stuck);
		}
	}

	@Test
	void readinessShowsAtOnceNotAfterTheInterval() throws IOException {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, Shop.class,
				"--telltale.health.interval=1h")) {
			await().untilAsserted(() -> assertThat(scrape(context)).contains(
					"application_health{component=\"readinessState\",status=\"UP\"} 1.0",
					"application_health{component=\"livenessState\",status=\"UP\"} 1.0"));
			assertThat(get(context, "/readyz").statusCode()).isEqualTo(200);
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			await().untilAsserted(() -> assertThat(scrape(context)).contains(
					"application_health{component=\"readinessState\",status=\"OUT_OF_SERVICE\"} 1.0",
					"application_health{component=\"readinessState\",status=\"UP\"} 0.0"));
			assertThat(get(context, "/readyz").statusCode()).isEqualTo(503);
		}
	}

	@Test
	void worksWithLazyBeansAManagementPortAndGroups() throws IOException {
		try (ConfigurableApplicationContext context = run(WebApplicationType.SERVLET, Shop.class,
				"--spring.main.lazy-initialization=true", "--management.server.port=0",
				"--management.server.address=127.0.0.1", "--management.endpoint.health.group.custom.include=ping")) {
			await().untilAsserted(() -> assertThat(
					get("local.management.port", context, "/actuator/prometheus").body().lines().toList())
				.contains("application_health{component=\"ping\",status=\"UP\"} 1.0")
				.noneMatch((line) -> line.contains("component=\"custom\"")));
			assertThat(get("local.management.port", context, "/actuator/health/custom").statusCode()).isEqualTo(200);
			assertThat(get(context, "/livez").statusCode()).isEqualTo(200);
			assertThat(get(context, "/readyz").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void startsWithoutAWebServer() {
		try (ConfigurableApplicationContext context = run(WebApplicationType.NONE, Shop.class)) {
			assertThat(context.getBean(HealthMetricsLifecycle.class).isRunning()).isTrue();
		}
	}

	private static double timestamp(ConfigurableApplicationContext context, String component) throws IOException {
		String prefix = "application_health_refresh_timestamp_seconds{component=\"" + component + "\"} ";
		return scrape(context).stream()
			.filter((line) -> line.startsWith(prefix))
			.mapToDouble((line) -> Double.parseDouble(line.substring(prefix.length())))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> scrape(ConfigurableApplicationContext context) throws IOException {
		return get(context, "/actuator/prometheus").body().lines().toList();
	}

	private static Response get(ConfigurableApplicationContext context, String path) throws IOException {
		return get("local.server.port", context, path);
	}

	/**
	 * Each request has a connection of its own, as a probe's has: on one that is kept
	 * alive, Boot's reactive health endpoint leaves about one request in a thousand
	 * without an answer (seen with Boot 4.1.0 alone, Reactor Netty 1.3.6).
	 */
	private static Response get(String port, ConfigurableApplicationContext context, String path) throws IOException {
		URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(port) + path);
		HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
		connection.setRequestProperty("Connection", "close");
		connection.setReadTimeout(20_000);
		int status = connection.getResponseCode();
		try (InputStream body = (status < 400) ? connection.getInputStream() : connection.getErrorStream()) {
			return new Response(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	private static ConfigurableApplicationContext run(WebApplicationType type, Class<?> source, String... more) {
		SpringApplication application = new SpringApplication(source);
		application.setWebApplicationType(type);
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
		arguments.addAll(List.of(more));
		return application.run(arguments.toArray(String[]::new));
	}

	private record Response(int statusCode, String body) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		HelloController helloController() {
			return new HelloController();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HangingCheck extends Shop {

		@Bean(destroyMethod = "countDown")
		CountDownLatch released() {
			return new CountDownLatch(1);
		}

		@Bean
		HealthIndicator stuckHealthIndicator(CountDownLatch released) {
			return () -> {
				try {
					released.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return Health.up().build();
			};
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
