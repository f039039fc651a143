package dev.telltale.observability.http;

import dev.telltale.observability.TestService;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The label {@code uri} of requests that reach no route of the service, as
 * {@code docs/requests.md} tells it for both stacks.
 */
class RequestUriIntegrationTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void aPathThatNobodyServesHasThePatternOfTheStaticResources(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, Shop.class)) {
			assertUri(service, "/nowhere", 404, "/**");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void requestsWithoutARouteAreNamedByTheirStatus(WebApplicationType type) throws Exception {
		try (TestService service = TestService.start(type, Shop.class, "spring.web.resources.add-mappings=false")) {
			assertUri(service, "/nowhere", 404, "NOT_FOUND");
			assertUri(service, "/moved", 302, "REDIRECTION");
			assertUri(service, "/refused", 403, "UNKNOWN");
			assertUri(service, "/posted", 405, "UNKNOWN");
		}
	}

	// An observation ends after its answer was sent.
	private static void assertUri(TestService service, String path, int status, String uri) throws Exception {
		assertThat(service.get(path)).as(path).isEqualTo(status);
		await().untilAsserted(() -> assertThat(
				service.registry().find("http.server.requests").tag("status", String.valueOf(status)).timers())
			.extracting((Timer timer) -> timer.getId().getTag("uri"))
			.containsExactly(uri));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Orders.class, ServletFilters.class, ReactiveFilters.class })
	static class Shop {

	}

	@RestController
	static class Orders {

		@PostMapping("/posted")
		void order() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletFilters {

		@Bean
		Filter gate() {
			return (request, response, chain) -> {
				String path = ((HttpServletRequest) request).getRequestURI();
				if (path.equals("/moved")) {
					((HttpServletResponse) response).sendRedirect("/elsewhere");
				}
				else if (path.equals("/refused")) {
					((HttpServletResponse) response).setStatus(HttpStatus.FORBIDDEN.value());
				}
				else {
					chain.doFilter(request, response);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactiveFilters {

		@Bean
		WebFilter gate() {
			return (exchange, chain) -> switch (exchange.getRequest().getPath().value()) {
				case "/moved" -> {
					exchange.getResponse().setStatusCode(HttpStatus.FOUND);
					exchange.getResponse().getHeaders().set("Location", "/elsewhere");
					yield exchange.getResponse().setComplete();
				}
				case "/refused" -> {
					exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
					yield exchange.getResponse().setComplete();
				}
				default -> chain.filter(exchange);
			};
		}

	}

}
