package dev.telltale.observability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import dev.telltale.observability.business.BusinessMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that Spring Security guards stays guarded, and is measured all the same; also
 * with lazy beans and two registries.
 */
class SecurityIntegrationTests {

	private static final String SCRAPER = "scraper";

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void nothingIsOpenThatTheServiceDidNotOpen(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, Shop.class)) {
			for (String path : new String[] { "/orders", "/actuator", "/actuator/health", "/actuator/info",
					"/actuator/prometheus", "/actuator/telltale", "/readyz" }) {
				assertThat(service.get(path)).as(path).isEqualTo(401);
			}
			assertThat(service.get("/livez")).isEqualTo(200);
			assertThat(get(service, "/actuator/prometheus", "user").statusCode()).isEqualTo(403);
			assertThat(get(service, "/actuator/prometheus", SCRAPER).statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void refusalsAreIgnoredBySlosAndNamedByTheirTrace(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, Shop.class)) {
			HttpResponse<String> refused = service.get(service.port(), "/orders");
			assertThat(refused.statusCode()).isEqualTo(401);
			assertThat(refused.headers().firstValue("traceresponse")).isPresent();
			assertThat(get(service, "/secrets", "user").statusCode()).isEqualTo(403);
			assertThat(get(service, "/orders", "user").statusCode()).isEqualTo(200);
			await().untilAsserted(() -> assertThat(scrape(service)).contains(
					"slo_events_total{result=\"good\",sli=\"availability\",slo=\"http\"} 1.0",
					"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"http\"} 0.0",
					"slo_ignored_events_total{reason=\"client_error\",sli=\"availability\",slo=\"http\"} 2.0"));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void everyFamilyIsThereWithLazyBeansAndTwoRegistries(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, ShopWithTwoRegistries.class,
				"spring.main.lazy-initialization=true")) {
			assertThat(service.registry()).isInstanceOf(CompositeMeterRegistry.class);
			assertThat(scrape(service)).contains(
					"slo_events_total{result=\"bad\",sli=\"availability\",slo=\"http\"} 0.0",
					"telltale_log_events_dropped_total ", "telltale_spans_dropped_total{reason=\"queue_full\"} 0.0",
					"jvm_threads_deadlocked_threads 0.0", "application_info{");
			assertThat(get(service, "/orders", "user").statusCode()).isEqualTo(200);
			await().untilAsserted(() -> assertThat(scrape(service)).contains(
					"slo_events_total{result=\"good\",sli=\"availability\",slo=\"http\"} 1.0",
					"business_events_total{event=\"order\",outcome=\"success\"} 1.0",
					"business_events_total{event=\"order\",outcome=\"failure\"} 0.0",
					"application_health{component=\"ping\",status=\"UP\"} 1.0"));
			SimpleMeterRegistry other = service.bean(SimpleMeterRegistry.class);
			assertThat(other.get("slo.events").tag("result", "good").tag("slo", "http").counter().count()).isEqualTo(1);
			assertThat(other.get("business.events").tag("outcome", "success").counter().count()).isEqualTo(1);
			assertThat(other.get("application.health").tag("component", "ping").tag("status", "UP").gauge().value())
				.isEqualTo(1);
		}
	}

	private String scrape(TestService service) throws Exception {
		return get(service, "/actuator/prometheus", SCRAPER).body();
	}

	private HttpResponse<String> get(TestService service, String path, String user) throws Exception {
		String credentials = Base64.getEncoder().encodeToString((user + ":x").getBytes(StandardCharsets.US_ASCII));
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
			.header("Authorization", "Basic " + credentials)
			.build(), BodyHandlers.ofString());
	}

	private static UserDetails user(String name) {
		return User.withUsername(name).password("{noop}x").roles(name.toUpperCase(Locale.ROOT)).build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ ServletRules.class, ReactiveRules.class })
	static class Shop {

		@Bean
		Orders orders(BusinessMetrics business) {
			return new Orders(business.event("order"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ShopWithTwoRegistries extends Shop {

		@Bean
		SimpleMeterRegistry secondRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@EnableWebSecurity
	static class ServletRules {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(user("user"), user(SCRAPER));
		}

		@Bean
		SecurityFilterChain rules(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/livez")
					.permitAll()
					.requestMatchers("/actuator/**")
					.hasRole("SCRAPER")
					.requestMatchers("/secrets")
					.denyAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		FilterRegistrationBean<FilterChainProxy> securityFilter(FilterChainProxy springSecurityFilterChain) {
			FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(
					springSecurityFilterChain);
			registration.setOrder(-100);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@EnableWebFluxSecurity
	static class ReactiveRules {

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user("user"), user(SCRAPER));
		}

		@Bean
		SecurityWebFilterChain rules(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/livez")
					.permitAll()
					.pathMatchers("/actuator/**")
					.hasRole("SCRAPER")
					.pathMatchers("/secrets")
					.denyAll()
					.anyExchange()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@RestController
	static class Orders {

		private final BusinessMetrics.BusinessEvent order;

		Orders(BusinessMetrics.BusinessEvent order) {
			this.order = order;
		}

		@GetMapping("/orders")
		String orders() {
			this.order.succeeded();
			return "orders";
		}

		@GetMapping("/secrets")
		String secrets() {
			return "secrets";
		}

	}

}
