package dev.telltale.observability.diagnostics;

import java.util.List;

import dev.telltale.observability.TestService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What reactive services know of scrapes that Spring Security refuses, on whatever port
 * and path.
 */
class ReactiveScrapeAnswersIntegrationTests {

	// The tests' class path has two servers, and only one may serve the management port.
	private static final String WITHOUT_TOMCAT = "spring.autoconfigure.exclude=org.springframework.boot.tomcat."
			+ "autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	@Test
	void aScrapeWithoutCredentialsIsFound() throws Exception {
		try (TestService service = start("guard=basic")) {
			assertThat(service.get("/actuator/prometheus")).isEqualTo(401);
			assertRefused(service, "/actuator/prometheus", 401);
		}
	}

	@Test
	void aScrapeThatIsSentToALoginPageIsFound() throws Exception {
		try (TestService service = start("guard=form")) {
			assertThat(service.get("/actuator/prometheus")).isEqualTo(302);
			assertRefused(service, "/actuator/prometheus", 302);
		}
	}

	@Test
	void followsBasePathAndMapping() throws Exception {
		try (TestService service = start("guard=basic", "management.endpoints.web.base-path=/",
				"management.endpoints.web.path-mapping.prometheus=metrics", "spring.webflux.base-path=/shop")) {
			assertThat(service.get("/shop/metrics")).isEqualTo(401);
			assertRefused(service, "/metrics", 401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/manage" })
	void watchesAManagementPortOfItsOwn(String basePath) throws Exception {
		try (TestService service = start("guard=basic", "management.server.port=0",
				"management.server.address=127.0.0.1", "management.server.base-path=" + basePath, WITHOUT_TOMCAT)) {
			assertThat(service.get("/actuator/prometheus")).isEqualTo(401);
			assertThat(service.get(service.managementPort(), basePath + "/actuator/prometheus").statusCode())
				.isEqualTo(401);
			assertRefused(service, "/actuator/prometheus", 401);
		}
	}

	@Test
	void aScrapeThatIsServedEndsTheFinding() throws Exception {
		try (TestService service = start("guard=basic")) {
			assertThat(service.get("/actuator/prometheus")).isEqualTo(401);
			assertRefused(service, "/actuator/prometheus", 401);
			assertThat(service.get("/actuator/prometheus?open")).isEqualTo(200);
			await().untilAsserted(() -> assertThat(findings(service)).isEmpty());
			assertThat(service.get("/actuator/prometheus")).isEqualTo(401);
			assertRefused(service, "/actuator/prometheus", 401);
		}
	}

	@Test
	void otherRequestsThatAreRefusedAreNoFinding() throws Exception {
		try (TestService service = start("guard=basic")) {
			assertThat(service.get("/actuator/health")).isEqualTo(401);
			assertThat(service.get("/orders")).isEqualTo(401);
			assertThat(service.get("/actuator/prometheus")).isEqualTo(401);
			assertRefused(service, "/actuator/prometheus", 401);
		}
	}

	// The answer is looked at after it was sent. The count of exactly one tells that no
	// request before was taken for a refused scrape.
	private static void assertRefused(TestService service, String path, int status) {
		await().untilAsserted(() -> assertThat(findings(service)).singleElement().satisfies((finding) -> {
			assertThat(finding.id()).isEqualTo("scrape-refused");
			assertThat(finding.problem())
				.startsWith("Scrapes of %s are refused, 1 in a row, the last with status %d:".formatted(path, status));
			assertThat(finding.fix())
				.startsWith("Permit EndpointRequest.to(\"prometheus\") in your SecurityWebFilterChain,");
		}));
	}

	private static List<Finding> findings(TestService service) {
		return service.bean(ScrapeAnswers.class).check();
	}

	private static TestService start(String... properties) {
		return TestService.start(WebApplicationType.REACTIVE, Shop.class, properties);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	static class Shop {

		@Bean
		SecurityWebFilterChain guard(ServerHttpSecurity http, Environment environment) {
			return switch (environment.getRequiredProperty("guard")) {
				case "form" -> authenticated(http).formLogin(Customizer.withDefaults()).build();
				default -> authenticated(http).httpBasic(Customizer.withDefaults()).build();
			};
		}

		private static ServerHttpSecurity authenticated(ServerHttpSecurity http) {
			return http.authorizeExchange(
					(exchanges) -> exchanges
						.matchers((exchange) -> exchange.getRequest().getQueryParams().containsKey("open")
								? MatchResult.match() : MatchResult.notMatch())
						.permitAll()
						.anyExchange()
						.authenticated());
		}

		@Bean
		ReactiveUserDetailsService somebody() {
			return new MapReactiveUserDetailsService(User.withUsername("prometheus").password("{noop}scrape").build());
		}

	}

}
