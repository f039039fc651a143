package dev.telltale.observability.slo;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;

import dev.telltale.observability.TestService;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * How SLOs judge what really happens to servlet requests.
 */
class ServletSloIntegrationTests {

	private final TestService service = TestService.start(WebApplicationType.SERVLET, Shop.class,
			"server.servlet.context-path=/shop", "telltale.slo.objectives.orders.http.uri=/orders/**",
			"telltale.slo.objectives.orders.availability.objective=0.999",
			"telltale.slo.objectives.orders.latency.objective=0.99",
			"telltale.slo.objectives.orders.latency.threshold=10s");

	@AfterEach
	void stop() {
		this.service.close();
	}

	@Test
	void judgesTheStatus() throws Exception {
		assertThat(this.service.get("/shop/orders")).isEqualTo(200);
		awaitBoth("good=1 bad=0");
		assertThat(SloScrape.events(this.service.registry(), "orders", "latency", "good")).isEqualTo(1);
	}

	@Test
	void countsAnAnswerThatBreaksOffAsFailure() {
		assertThatIOException().isThrownBy(() -> this.service.get("/shop/orders/half"));
		awaitBoth("good=0 bad=1");
	}

	@Test
	void matchesTheRawPathOfWhatSpringSecurityRefused() throws Exception {
		assertThat(this.service.get("/shop/orders/secret")).isEqualTo(401);
		awaitBoth("good=0 bad=0 client_error=1");
	}

	@Test
	void countsWhatABulkheadRefusedAsFailure() throws Exception {
		assertThat(this.service.get("/shop/orders/refused")).isEqualTo(503);
		awaitBoth("good=0 bad=1");
	}

	@Test
	void ignoresWhatARateLimiterRefused() throws Exception {
		assertThat(this.service.get("/shop/orders/limited")).isEqualTo(429);
		awaitBoth("good=0 bad=0 rate_limited=1");
	}

	@Test
	void countsARequestThatTimesOutOnceAndAsFailure() throws Exception {
		assertThat(this.service.get("/shop/orders/never")).isEqualTo(503);
		awaitBoth("good=0 bad=1");
	}

	@Test
	void countsAnAsynchronousRequestOnce() throws Exception {
		assertThat(this.service.get("/shop/orders/later")).isEqualTo(200);
		awaitBoth("good=1 bad=0");
	}

	@Test
	void countsALostConnectionToSomebodyElseAsFailure() throws Exception {
		this.service.get("/shop/orders/broken");
		awaitBoth("good=0 bad=1");
	}

	@Test
	void ignoresAClientThatLeavesDuringTheAnswer() throws Exception {
		SloScrape.abort(this.service, "/shop/orders/download");
		awaitBoth("good=0 bad=0 cancelled=1");
	}

	@Test
	void ignoresAClientThatLeavesDuringAnAsynchronousAnswer() throws Exception {
		SloScrape.abort(this.service, "/shop/orders/stream");
		awaitBoth("good=0 bad=0 cancelled=1");
	}

	private void awaitBoth(String counts) {
		await().untilAsserted(() -> {
			assertThat(SloScrape.availability(this.service.registry(), "orders")).isEqualTo(counts);
			assertThat(SloScrape.availability(this.service.registry(), "http")).isEqualTo(counts);
		});
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	static class Shop {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		SecurityFilterChain secretIsGuarded(HttpSecurity http) {
			return http.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/orders/secret").authenticated().anyRequest().permitAll())
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

		@Bean
		OncePerRequestFilter bulkhead() {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(jakarta.servlet.http.HttpServletRequest request,
						HttpServletResponse response, jakarta.servlet.FilterChain chain)
						throws jakarta.servlet.ServletException, IOException {
					if (request.getRequestURI().endsWith("/refused")) {
						response.setStatus(503);
						return;
					}
					chain.doFilter(request, response);
				}

			};
		}

	}

	@RestController
	static class Orders {

		@GetMapping({ "/orders", "/orders/secret" })
		String orders() {
			return "orders";
		}

		@GetMapping("/orders/limited")
		ResponseEntity<String> limited() {
			return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body("later");
		}

		@GetMapping("/orders/later")
		Callable<String> later() {
			return () -> "orders";
		}

		@GetMapping("/orders/never")
		DeferredResult<String> never() {
			return new DeferredResult<>(100L);
		}

		@GetMapping("/orders/broken")
		String broken() throws IOException {
			throw new IOException("Broken pipe");
		}

		@GetMapping("/orders/download")
		void download(HttpServletResponse response) throws Exception {
			writeForLong(response.getOutputStream());
		}

		@GetMapping("/orders/stream")
		StreamingResponseBody stream() {
			return Orders::writeForLong;
		}

		@GetMapping("/orders/half")
		void half(HttpServletResponse response) throws IOException {
			response.getOutputStream().write(new byte[100_000]);
			response.flushBuffer();
			throw new IllegalStateException("broken");
		}

		private static void writeForLong(OutputStream output) throws IOException {
			byte[] chunk = new byte[8192];
			for (int i = 0; i < 1000; i++) {
				output.write(chunk);
				output.flush();
				try {
					Thread.sleep(5);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					return;
				}
			}
		}

	}

}
