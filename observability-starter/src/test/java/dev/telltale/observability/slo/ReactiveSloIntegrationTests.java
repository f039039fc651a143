package dev.telltale.observability.slo;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.telltale.observability.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * How SLOs judge what really happens to reactive requests.
 */
class ReactiveSloIntegrationTests {

	private final TestService service = TestService.start(WebApplicationType.REACTIVE, Shop.class,
			"spring.webflux.base-path=/shop", "telltale.slo.objectives.orders.http.uri=/orders/**",
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
	void countsAnExceptionAsFailure() throws Exception {
		assertThat(this.service.get("/shop/orders/broken")).isEqualTo(500);
		awaitBoth("good=0 bad=1");
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
	void ignoresAClientThatLeavesBeforeTheAnswer() throws Exception {
		Orders orders = this.service.bean(Orders.class);
		int asked = orders.asked.get();
		SloScrape.abortBeforeAnswer(this.service, "/shop/orders/never", () -> orders.asked.get() > asked);
		awaitBoth("good=0 bad=0 cancelled=1");
	}

	/**
	 * Reactor Netty reports an answer as complete when its client leaves in the middle.
	 */
	@Test
	void spendsNoBudgetOnAClientThatLeavesDuringTheAnswer() throws Exception {
		SloScrape.abort(this.service, "/shop/orders/stream");
		await().untilAsserted(() -> assertThat(SloScrape.availability(this.service.registry(), "orders"))
			.isIn("good=1 bad=0", "good=0 bad=0 cancelled=1"));
	}

	private void awaitBoth(String counts) {
		await().untilAsserted(() -> {
			assertThat(SloScrape.availability(this.service.registry(), "orders")).isEqualTo(counts);
			assertThat(SloScrape.availability(this.service.registry(), "http")).isEqualTo(counts);
		});
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	static class Shop {

		@Bean
		Orders orders() {
			return new Orders();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(User.withUsername("user").password("{noop}x").build());
		}

		@Bean
		SecurityWebFilterChain secretIsGuarded(ServerHttpSecurity http) {
			return http.authorizeExchange(
					(exchanges) -> exchanges.pathMatchers("/orders/secret").authenticated().anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		WebFilter bulkhead() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getPath().value().endsWith("/refused")) {
					exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
					return exchange.getResponse().setComplete();
				}
				return chain.filter(exchange);
			};
		}

	}

	@RestController
	static class Orders {

		private final AtomicInteger asked = new AtomicInteger();

		@GetMapping({ "/orders", "/orders/secret" })
		Mono<String> orders() {
			return Mono.just("orders");
		}

		@GetMapping("/orders/broken")
		Mono<String> broken() {
			return Mono.error(new IllegalStateException("broken"));
		}

		@GetMapping("/orders/limited")
		Mono<ResponseEntity<String>> limited() {
			return Mono.just(ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).body("later"));
		}

		@GetMapping("/orders/never")
		Mono<String> never() {
			this.asked.incrementAndGet();
			return Mono.never();
		}

		@GetMapping("/orders/stream")
		Flux<String> stream() {
			return Flux.interval(Duration.ofMillis(5)).onBackpressureDrop().map((tick) -> "x".repeat(8192));
		}

		@GetMapping("/orders/half")
		Flux<String> half() {
			return Flux.just("x".repeat(100_000))
				.concatWith(Mono.delay(Duration.ofMillis(50)).then(Mono.error(new IllegalStateException("broken"))));
		}

	}

}
