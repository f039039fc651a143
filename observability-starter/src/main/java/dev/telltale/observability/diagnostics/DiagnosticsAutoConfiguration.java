package dev.telltale.observability.diagnostics;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import dev.telltale.observability.cardinality.CardinalityAutoConfiguration;
import dev.telltale.observability.cardinality.CardinalityGuard;
import dev.telltale.observability.http.HttpExclusions;
import dev.telltale.observability.http.HttpMetricsAutoConfiguration;
import dev.telltale.observability.http.ManagementPaths;
import dev.telltale.observability.slo.SloAutoConfiguration;
import dev.telltale.observability.slo.SloEvents;
import dev.telltale.observability.tracing.SpanExport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.export.prometheus.PrometheusPushGatewayManager;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

/**
 * Checks the service's observability and reports at start and by the endpoint
 * {@code telltale}.
 */
@AutoConfiguration(
		after = { CardinalityAutoConfiguration.class, HttpMetricsAutoConfiguration.class, SloAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.diagnostics.enabled", matchIfMissing = true)
@ConditionalOnClass({ MeterRegistry.class, Endpoint.class })
@ConditionalOnBean(MeterRegistry.class)
public final class DiagnosticsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Diagnostics diagnostics(ObjectProvider<DiagnosticCheck> checks) {
		return new Diagnostics(checks.orderedStream().toList());
	}

	@Bean
	DeadPropertiesCheck deadPropertiesCheck(Environment environment) {
		return new DeadPropertiesCheck(environment);
	}

	@Bean
	EnvironmentVariablesCheck environmentVariablesCheck(Environment environment) {
		return new EnvironmentVariablesCheck(environment);
	}

	@Bean
	SettingsCheck settingsCheck(Environment environment) {
		return new SettingsCheck(environment);
	}

	@Bean
	AgentCheck agentCheck() {
		return new AgentCheck(() -> ManagementFactory.getRuntimeMXBean().getInputArguments());
	}

	@Bean
	AccessLogCheck accessLogCheck(Environment environment) {
		return new AccessLogCheck(environment);
	}

	@Bean
	TracingCheck tracingCheck(Environment environment, ObjectProvider<SpanExport> spanExport) {
		return new TracingCheck(environment, spanExport);
	}

	@Bean
	MeterCheck meterCheck(ObjectProvider<MetricsProperties> metrics,
			ObjectProvider<ObservationProperties> observations) {
		return new MeterCheck(metrics.getIfAvailable(MetricsProperties::new),
				observations.getIfAvailable(ObservationProperties::new));
	}

	@Bean
	@ConditionalOnBean(SloEvents.class)
	SloCheck sloCheck(SloEvents events, ObjectProvider<HttpExclusions> exclusions,
			ObjectProvider<MetricsProperties> metrics, ObjectProvider<ObservationProperties> observations) {
		return new SloCheck(events.definitions(), exclusions.getIfAvailable(),
				metrics.getIfAvailable(MetricsProperties::new),
				observations.getIfAvailable(ObservationProperties::new));
	}

	@Bean
	@ConditionalOnBean(CardinalityGuard.class)
	CollapsedTagsCheck collapsedTagsCheck(CardinalityGuard guard) {
		return new CollapsedTagsCheck(guard);
	}

	@Bean
	@ConditionalOnBean({ SloEvents.class, HttpExclusions.class })
	ContradictionGuard contradictionGuard(SloEvents events, HttpExclusions exclusions, Environment environment) {
		return new ContradictionGuard(events.definitions(), exclusions, environment);
	}

	/**
	 * A contradiction stops the start, also where beans wait for their first use.
	 */
	@Bean
	static LazyInitializationExcludeFilter eagerContradictionGuard() {
		return LazyInitializationExcludeFilter.forBeanTypes(ContradictionGuard.class);
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport startupReport(Diagnostics diagnostics, MeterRegistry registry,
			ObjectProvider<SpanExport> spanExport) {
		return new StartupReport(diagnostics, registry, () -> {
			SpanExport export = spanExport.getIfAvailable();
			return (export != null) ? export.describe() : "left to others";
		});
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	TelltaleEndpoint telltaleEndpoint(Diagnostics diagnostics, MeterRegistry registry, Environment environment,
			ObjectProvider<CardinalityGuard> guard) {
		return new TelltaleEndpoint(diagnostics, new EffectiveSettings(environment), registry,
				() -> guard.stream().flatMap((own) -> own.collapsedTags().stream()).toList());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication
	@ConditionalOnClass(PrometheusMeterRegistry.class)
	static class PrometheusConfiguration {

		/**
		 * Where another registry or the push gateway takes the metrics, the endpoint may
		 * be closed on purpose.
		 */
		@Bean
		@ConditionalOnBean(PrometheusMeterRegistry.class)
		@ConditionalOnMissingBean({ CompositeMeterRegistry.class, PrometheusPushGatewayManager.class })
		ScrapeEndpointCheck scrapeEndpointCheck(ObjectProvider<PathMappedEndpoints> endpoints,
				Environment environment) {
			return new ScrapeEndpointCheck(scrapePath(endpoints, environment, ""), environment);
		}

	}

	private static Supplier<@Nullable String> scrapePath(ObjectProvider<PathMappedEndpoints> endpoints,
			Environment environment, String prefix) {
		return () -> {
			PathMappedEndpoints available = endpoints.getIfAvailable();
			return (available != null)
					? ManagementPaths.find(available, EndpointId.of("prometheus"), environment, prefix) : null;
		};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Filter.class, FilterRegistrationBean.class })
	static class ServletConfiguration {

		@Bean
		ScrapeAnswers scrapeAnswers(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			return new ScrapeAnswers(scrapePath(endpoints, environment, ManagementPaths.servletPrefix(environment)),
					"SecurityFilterChain");
		}

		@Bean
		@ConditionalOnManagementPort(ManagementPortType.SAME)
		FilterRegistrationBean<ScrapeAnswersFilter> scrapeAnswersFilter(ScrapeAnswers answers) {
			return registration(answers);
		}

		static FilterRegistrationBean<ScrapeAnswersFilter> registration(ScrapeAnswers answers) {
			FilterRegistrationBean<ScrapeAnswersFilter> registration = new FilterRegistrationBean<>(
					new ScrapeAnswersFilter(answers));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ Mono.class, HttpHandlerDecoratorFactory.class })
	static class ReactiveConfiguration {

		@Bean
		ScrapeAnswers scrapeAnswers(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			return new ScrapeAnswers(scrapePath(endpoints, environment, ""), "SecurityWebFilterChain");
		}

		@Bean
		@ConditionalOnManagementPort(ManagementPortType.SAME)
		ScrapeAnswersHttpHandlerDecorator scrapeAnswersDecorator(ScrapeAnswers answers) {
			return new ScrapeAnswersHttpHandlerDecorator(answers);
		}

	}

}
