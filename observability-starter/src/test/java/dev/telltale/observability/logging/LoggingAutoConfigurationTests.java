package dev.telltale.observability.logging;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggingAutoConfiguration} and {@link AccessLogAutoConfiguration}.
 */
class LoggingAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(LoggingAutoConfiguration.class,
			AccessLogAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void lostEventsAreCountedInEachRegistry() {
		this.contextRunner.run((context) -> {
			SimpleMeterRegistry first = new SimpleMeterRegistry();
			CompositeMeterRegistry composite = new CompositeMeterRegistry();
			composite.add(first);
			context.getBean(MeterBinder.class).bindTo(composite);
			FunctionCounter counter = first.get(LogMetricNames.EVENTS_DROPPED).functionCounter();
			assertThat(counter.count()).isEqualTo(LogDelivery.dropped());
			assertThat(counter.getId().getDescription()).isNotBlank();
			assertThat(counter.getId().getTags()).isEmpty();
		});
	}

	@Test
	void backsOffWhereLoggingIsNotOurs() {
		this.contextRunner.withPropertyValues("telltale.logging.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader(LoggerContext.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeterBinder.class));
		this.contextRunner.withBean("logDeliveryMetrics", MeterBinder.class, () -> (registry) -> {
		}).run((context) -> assertThat(context).hasSingleBean(MeterBinder.class));
	}

	@Test
	void accessLinesAreOptIn() {
		this.contextRunner.withPropertyValues("telltale.logging.access.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(ServletAccessLogHandler.class)
				.doesNotHaveBean(ReactiveAccessLogHandler.class));
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).doesNotHaveBean(ServletAccessLogHandler.class));
	}

	@Test
	void accessLinesOfServletsNeedNothingReactive() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("telltale.logging.access.enabled=true")
			.withClassLoader(new FilteredClassLoader("reactor", "org.reactivestreams",
					"org.springframework.web.reactive", "org.springframework.web.server"))
			.run((context) -> assertThat(context).hasSingleBean(ServletAccessLogHandler.class)
				.hasBean("countingServletFilter"));
	}

	@Test
	void accessLinesOfReactiveServicesNeedNoServlets() {
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("telltale.logging.access.enabled=true")
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasSingleBean(ReactiveAccessLogHandler.class)
				.hasSingleBean(CountingWebFilter.class));
	}

}
