package dev.telltale.observability.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import dev.telltale.observability.TestService;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What servlet services with Spring Security measure of management traffic: nothing.
 */
class ServletExclusionIntegrationTests {

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
					"/actuator/prometheus", "/livez", "/readyz", "/internal/orders", "/internal/later")) {
				assertThat(service.get(path)).as(path).isEqualTo(200);
			}
			assertThat(service.get("/actuator/nothing")).isEqualTo(404);
			assertNothingIsMeasured(service);
		}
	}

	@Test
	void knowsEachEndpointWhereTheBasePathIsTheRoot() throws Exception {
		try (TestService service = start("management.endpoints.web.base-path=/",
				"management.endpoints.web.path-mapping.prometheus=metrics")) {
			assertThat(service.get("/health")).isEqualTo(200);
			assertThat(service.get("/health/readiness")).isEqualTo(200);
			assertThat(service.get("/metrics")).isEqualTo(200);
			assertNothingIsMeasured(service);
			assertThat(service.get("/orders")).isEqualTo(200);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void knowsContextPathAndServletPath() throws Exception {
		try (TestService service = start("server.servlet.context-path=/shop", "spring.mvc.servlet.path=/api",
				"management.endpoint.health.group.alive.include=ping",
				"management.endpoint.health.group.alive.additional-path=server:/healthz")) {
			assertThat(service.get("/shop/api/actuator/health")).isEqualTo(200);
			assertThat(service.get("/shop/api/healthz")).isEqualTo(200);
			assertNothingIsMeasured(service);
			assertThat(service.get("/shop/api/orders")).isEqualTo(200);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void measuresThePathsOfProbesThatAreNotThere() throws Exception {
		try (TestService service = start("management.endpoint.health.probes.add-additional-paths=false")) {
			assertThat(service.get("/livez")).isEqualTo(404);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void observesNothingOnAManagementPortOfItsOwn() throws Exception {
		try (TestService service = start("management.server.port=0", "management.server.address=127.0.0.1",
				"management.endpoints.web.base-path=/")) {
			assertThat(service.get(service.managementPort(), "/health").statusCode()).isEqualTo(200);
			assertThat(service.get(service.managementPort(), "/prometheus").statusCode()).isEqualTo(200);
			assertThat(service.get("/livez")).isEqualTo(200);
			assertNothingIsMeasured(service);
			assertThat(service.get("/health")).isEqualTo(404);
			awaitRequestsMeter(service);
		}
	}

	@Test
	void measuresManagementTrafficForThoseWhoWantIt() throws Exception {
		try (TestService service = start("telltale.http.exclude-management=false")) {
			assertThat(service.get("/actuator/health")).isEqualTo(200);
			awaitRequestsMeter(service);
			assertThat(service.meters("query")).isNotEmpty();
		}
	}

	@Test
	void keepsWhatIsWithinAnObservationThatAUserRefused() throws Exception {
		try (TestService service = start("management.observations.enable.spring.security=false")) {
			assertThat(service.get("/orders")).isEqualTo(200);
			assertThat(service.meters("spring.security")).isEmpty();
			assertThat(service.meters("query")).containsExactly("query");
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
		return TestService.start(WebApplicationType.SERVLET, Shop.class, properties);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
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
		SecurityFilterChain everythingIsAllowed(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

		@Bean
		FilterRegistrationBean<FilterChainProxy> securityFilter(FilterChainProxy springSecurityFilterChain) {
			FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(
					springSecurityFilterChain);
			registration.setOrder(-100);
			return registration;
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
		String orders() {
			return Shop.query(this.registry);
		}

		@GetMapping("/internal/later")
		Callable<String> later() {
			return () -> Shop.query(this.registry);
		}

	}

}
