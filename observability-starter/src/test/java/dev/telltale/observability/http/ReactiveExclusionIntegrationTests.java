package dev.telltale.observability.http;

import java.time.Duration;
import java.util.List;

import dev.telltale.observability.TestService;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What reactive services with Spring Security measure of management traffic: nothing.
 */
class ReactiveExclusionIntegrationTests {

	// The tests' class path has two servers, and only one may serve the management port.
	private static final String WITHOUT_TOMCAT = "spring.autoconfigure.exclude=org.springframework.boot.tomcat."
			+ "autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	@Test
	void observesUsersAndWhatTheyCause() throws Exception {
		try (TestService service = start()) {
			assertThat(service.get("/orders")).isEqualTo(200);
			awaitRequestsMeter(service);
			assertThat(service.meters("query")).containsExactly("query");
			assertThat(service.meters("spring.security")).isNotEmpty();
		}
	}

	@Test
	void observesNeitherExcludedRequestsNorWhatTheyCause() throws Exception {
		try (TestService service = start("telltale.http.excluded-paths=/internal/**")) {
			for (String path : List.of("/actuator", "/actuator/health", "/actuator/health/liveness",
					"/actuator/prometheus", "/livez", "/readyz", "/internal/orders")) {
				assertThat(service.get(path)).as(path).isEqualTo(200);
			}
			assertThat(service.get("/actuator/nothing")).isEqualTo(404);
			assertNothingIsMeasured(service);
		}
	}

	@Test
	void knowsBasePathOfTheApplicationAndEachEndpointWhereTheirBasePathIsTheRoot() throws Exception {
		try (TestService service = start("spring.webflux.base-path=/shop", "management.endpoints.web.base-path=/",
				"management.endpoints.web.path-mapping.prometheus=metrics")) {
			assertThat(service.get("/shop/health")).isEqualTo(200);
			assertThat(service.get("/shop/metrics")).isEqualTo(200);
			assertNothingIsMeasured(service);
			assertThat(service.get("/shop/orders")).isEqualTo(200);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void observesNothingOnAManagementPortOfItsOwn() throws Exception {
		try (TestService service = start(WITHOUT_TOMCAT, "management.server.port=0",
				"management.server.address=127.0.0.1", "management.endpoints.web.base-path=/")) {
			assertThat(service.get(service.managementPort(), "/health").statusCode()).isEqualTo(200);
			assertThat(service.get(service.managementPort(), "/prometheus").statusCode()).isEqualTo(200);
			assertThat(service.get("/livez")).isEqualTo(200);
			assertNothingIsMeasured(service);
			assertThat(service.get("/health")).isEqualTo(404);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void refusesTheRequestItselfAlsoWhereThreadsDoNotCarryTheContext() throws Exception {
		try (TestService service = start("spring.reactor.context-propagation=limited")) {
			assertThat(service.get("/actuator/prometheus")).isEqualTo(200);
			assertNothingIsMeasured(service);
		}
	}

	// An observation ends after its answer was sent.
	private static void awaitRequestsMeter(TestService service) {
		await().untilAsserted(() -> assertThat(service.meters("http.server")).containsExactly("http.server.requests"));
	}

	private static void assertNothingIsMeasured(TestService service) {
		await().during(Duration.ofMillis(200)).untilAsserted(() -> assertThat(service.meters("http.server")).isEmpty());
		assertThat(service.meters("spring.security")).isEmpty();
		assertThat(service.meters("query")).isEmpty();
	}

	private static TestService start(String... properties) {
		return TestService.start(WebApplicationType.REACTIVE, Shop.class, properties);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	static class Shop {

		@Bean
		Orders orders(ObservationRegistry registry) {
			return new Orders(registry);
		}

		@Bean
		HealthIndicator database(ObservationRegistry registry) {
			return () -> {
				query(registry);
				return Health.up().build();
			};
		}

		@Bean
		SecurityWebFilterChain everythingIsAllowed(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll()).build();
		}

		static String query(ObservationRegistry registry) {
			return Observation.createNotStarted("query", registry).observe(() -> "found");
		}

	}

	@RestController
	static class Orders {

		private final ObservationRegistry registry;

		Orders(ObservationRegistry registry) {
			this.registry = registry;
		}

		@GetMapping({ "/orders", "/internal/orders" })
		Mono<String> orders() {
			return Mono.delay(Duration.ofMillis(1)).map((tick) -> Shop.query(this.registry));
		}

	}

}
