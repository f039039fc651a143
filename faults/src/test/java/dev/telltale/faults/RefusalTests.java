package dev.telltale.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.example.shop.ReactiveShop;
import com.example.shop.ServletShop;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the faults behind the security of a service, which refuses all but one of
 * them.
 */
class RefusalTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	@Test
	void aServletServiceSaysWhoRefuses() throws Exception {
		saysWhoRefuses(ServletShop.class, ServletSecurity.class, "servlet");
	}

	@Test
	void aReactiveServiceSaysWhoRefuses() throws Exception {
		saysWhoRefuses(ReactiveShop.class, ReactiveSecurity.class, "reactive");
	}

	private static void saysWhoRefuses(Class<?> service, Class<?> security, String type) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(service, security).run(
				"--server.port=0", "--server.address=127.0.0.1", "--telltale.faults.enabled=true",
				"--spring.main.web-application-type=" + type)) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertRefused(send(port, "GET", "/faults", "application/json"), 401, "GET", 401);
			assertRefused(send(port, "PUT", "/faults/errors", "application/json"), 403, "PUT", 403);
			HttpResponse<String> login = send(port, "GET", "/faults", "text/html");
			assertRefused(login, 401, "GET", 302);
			assertThat(login.headers().firstValue("Location")).isEmpty();
			assertThat(context.getBean(Faults.class).states()).noneMatch(FaultState::active);
			HttpResponse<String> permitted = send(port, "PUT", "/faults/log-flood?lines=1&level=info",
					"application/json");
			assertThat(permitted.statusCode()).isEqualTo(200);
			assertThat(permitted.body()).contains("\"active\":true");
			// What is not the faults' own is answered as ever.
			assertThat(send(port, "GET", "/orders/1", "application/json").body()).doesNotContain("telltale");
		}
	}

	private static void assertRefused(HttpResponse<String> response, int status, String method, int refusedWith) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = new JsonMapper().readTree(response.body());
		assertThat(problem.path("detail").stringValue())
			.startsWith("The service's own security refuses %s /faults with status %d: permit /faults/** there"
				.formatted(method, refusedWith));
	}

	private static HttpResponse<String> send(int port, String method, String path, String accept) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.method(method, BodyPublishers.noBody())
			.header("Accept", accept)
			.timeout(Duration.ofSeconds(30))
			.build(), BodyHandlers.ofString());
	}

	@EnableWebSecurity
	static class ServletSecurity {

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity security) {
			return security
				.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.PUT, "/faults/log-flood")
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.ignoringRequestMatchers("/faults/log-flood"))
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user());
		}

	}

	@EnableWebFluxSecurity
	static class ReactiveSecurity {

		@Bean
		SecurityWebFilterChain securityWebFilterChain(ServerHttpSecurity security) {
			return security
				.authorizeExchange((requests) -> requests.pathMatchers(HttpMethod.PUT, "/faults/log-flood")
					.permitAll()
					.anyExchange()
					.authenticated())
				.csrf((csrf) -> csrf.requireCsrfProtectionMatcher(
						new PathPatternParserServerWebExchangeMatcher("/faults/errors", HttpMethod.PUT)))
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user());
		}

	}

	private static UserDetails user() {
		return User.withUsername("somebody").password("{noop}secret").roles("USER").build();
	}

}
