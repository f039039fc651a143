package dev.telltale.observability.diagnostics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.export.prometheus.PrometheusPushGatewayManager;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DiagnosticsAutoConfiguration}.
 */
class DiagnosticsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
		.withPropertyValues("spring.application.name=shop", "management.metrics.web.server.max-uri-tags=1000",
				"management.metrics.web.client.max-uri-tags=1000")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void reportsAtStart() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(StartupReport.class).doesNotHaveBean(TelltaleEndpoint.class);
			assertThat(context.getBean(Diagnostics.class).findings()).isEmpty();
		});
	}

	@Test
	void backsOffWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.diagnostics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Diagnostics.class)
				.doesNotHaveBean(DiagnosticCheck.class));
	}

	@Test
	void backsOffWithoutMeters() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Diagnostics.class));
	}

	@Test
	void runsChecksOfTheUsersOwn() {
		Finding own = new Finding("own", "Own.", "Do.");
		this.contextRunner.withBean(DiagnosticCheck.class, () -> () -> List.of(own))
			.run((context) -> assertThat(context.getBean(Diagnostics.class).findings()).containsExactly(own));
	}

	@Test
	void needsNoOpenTelemetry() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.opentelemetry")).run((context) -> {
			assertThat(context).hasSingleBean(StartupReport.class);
			assertThat(context.getBean(Diagnostics.class).findings()).isEmpty();
		});
	}

	@Test
	void needsNoPrometheus() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withClassLoader(new FilteredClassLoader(PrometheusMeterRegistry.class))
			.run((context) -> assertThat(context).hasSingleBean(ScrapeAnswers.class)
				.doesNotHaveBean(ScrapeEndpointCheck.class));
	}

	@Test
	void aServiceThatPushesNeedNotBeScraped() {
		WebApplicationContextRunner scraped = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
			.withBean(PrometheusMeterRegistry.class, () -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
		scraped.run((context) -> assertThat(context).hasSingleBean(ScrapeEndpointCheck.class));
		// Lazy, and never made: the gateway's client is not on the class path.
		scraped.withBean(PrometheusPushGatewayManager.class, () -> {
			throw new IllegalStateException("made");
		}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ScrapeEndpointCheck.class));
	}

	@Test
	void watchesTheManagementPortInItsOwnContextOnly() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("server.port=8080", "management.server.port=8081")
			.run((context) -> assertThat(context).hasSingleBean(ScrapeAnswers.class)
				.doesNotHaveBean("scrapeAnswersFilter"));
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DiagnosticsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("server.port=8080", "management.server.port=8081")
			.run((context) -> assertThat(context).hasSingleBean(ScrapeAnswers.class)
				.doesNotHaveBean(ScrapeAnswersHttpHandlerDecorator.class));
	}

}
