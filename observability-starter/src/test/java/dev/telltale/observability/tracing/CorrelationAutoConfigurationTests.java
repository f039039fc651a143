package dev.telltale.observability.tracing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CorrelationAutoConfiguration}.
 */
class CorrelationAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(CorrelationAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(Tracer.class, () -> Tracer.NOOP);

	private final ReactiveWebApplicationContextRunner reactiveContextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(Tracer.class, () -> Tracer.NOOP);

	@Test
	void servletServicesGetFilterSenderAndProblemDetails() {
		this.contextRunner.run((context) -> assertThat(context).hasBean("correlationServletFilter")
			.hasBean("correlationSenderHandler")
			.hasSingleBean(WebMvcConfigurer.class)
			.doesNotHaveBean(CorrelationWebFilter.class));
	}

	@Test
	void servletServicesNeedNothingReactive() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams",
					"org.springframework.web.reactive", "org.springframework.web.server"))
			.run((context) -> assertThat(context).hasNotFailed().hasBean("correlationServletFilter"));
	}

	@Test
	void reactiveServicesGetFilterSenderAndProblemDetails() {
		this.reactiveContextRunner.run((context) -> assertThat(context).hasSingleBean(CorrelationWebFilter.class)
			.hasBean("correlationSenderHandler")
			.hasSingleBean(WebFluxConfigurer.class)
			.doesNotHaveBean("correlationServletFilter"));
	}

	@Test
	void theHandlerOfErrorsKeepsItsPlaceAndIsAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		ErrorWebExceptionHandler own = new OrderedHandler(asked);
		this.reactiveContextRunner.withBean(ErrorWebExceptionHandler.class, () -> own)
			.withBean("last", WebExceptionHandler.class, () -> (exchange, failure) -> Mono.error(failure))
			.run((context) -> {
				List<WebExceptionHandler> handlers = context.getBeanProvider(WebExceptionHandler.class)
					.orderedStream()
					.toList();
				assertThat(handlers).hasSize(2);
				assertThat(handlers.get(0)).isInstanceOfSatisfying(CorrelationExceptionHandler.class,
						(handler) -> assertThat(handler.getOrder()).isEqualTo(7));
				MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/orders"));
				exchange.getAttributes().put(CorrelationWebFilter.ATTRIBUTE, "order-17");
				IllegalStateException failure = new IllegalStateException("broken");
				assertThatIllegalStateException().isThrownBy(() -> handlers.get(0).handle(exchange, failure).block())
					.withMessage("order-17");
				assertThat(asked).hasValue(1);
			});
	}

	@Test
	void reactiveServicesNeedNoServlets() {
		this.reactiveContextRunner
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CorrelationWebFilter.class));
	}

	@Test
	void servicesWithoutWebStart() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withClassLoader(new FilteredClassLoader("org.springframework.http", "jakarta.servlet", "reactor",
					"org.springframework.web"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("correlationSenderHandler")
				.hasSingleBean(RequestCorrelation.class));
	}

	@Test
	void eachPartCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.correlation.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RequestCorrelation.class));
		this.contextRunner.withPropertyValues("telltale.correlation.propagate=false")
			.run((context) -> assertThat(context).doesNotHaveBean("correlationSenderHandler")
				.hasBean("correlationServletFilter"));
		this.contextRunner.withPropertyValues("telltale.correlation.problem-detail=false")
			.run((context) -> assertThat(context).doesNotHaveBean(WebMvcConfigurer.class));
	}

	@Test
	void backsOffBeanByBean() {
		this.contextRunner.withUserConfiguration(OwnFilter.class)
			.run((context) -> assertThat(context).hasSingleBean(FilterRegistrationBean.class)
				.hasBean("correlationSenderHandler"));
	}

	@Test
	void headersThatAreNoneAreRefused() {
		this.contextRunner.withPropertyValues("telltale.correlation.headers[0]=X Id")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("telltale.correlation.headers[0]")));
		this.contextRunner.withPropertyValues("telltale.correlation.trace-id-header=a\r\nb")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void withoutTracerNothingIsInvented() {
		this.contextRunner.run((context) -> {
			RequestCorrelation correlation = context.getBean(RequestCorrelation.class);
			assertThat(correlation.begin(new Observation.Context(), (name) -> null, (name, value) -> {
				throw new AssertionError(name);
			})).isNull();
		});
	}

	@Order(7)
	private record OrderedHandler(AtomicInteger asked) implements ErrorWebExceptionHandler {

		@Override
		public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
			this.asked.incrementAndGet();
			return Mono.deferContextual((context) -> Mono
				.error(new IllegalStateException(context.<String>get(CorrelationId.KEY), failure)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFilter {

		@Bean
		FilterRegistrationBean<CorrelationServletFilter> correlationServletFilter(RequestCorrelation correlation) {
			return new FilterRegistrationBean<>(new CorrelationServletFilter(correlation));
		}

	}

}
