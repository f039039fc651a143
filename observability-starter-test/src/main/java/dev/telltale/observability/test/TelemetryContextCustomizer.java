package dev.telltale.observability.test;

import java.util.Map;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Lets the service of a test emit all there is, and offers a {@link Telemetry} to read
 * it.
 */
class TelemetryContextCustomizer implements ContextCustomizer {

	private static final Map<String, Object> PROPERTIES = Map.of("management.defaults.metrics.export.enabled", true,
			"management.prometheus.metrics.export.enabled", true, "management.tracing.export.enabled", true,
			"management.tracing.sampling.probability", 1.0);

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		// The log format is decided long before beans are.
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("telltaleTestLogging", Map.of("telltale.logging.console-format", "json")));
		context.addBeanFactoryPostProcessor(new TelemetryRegistrar(context.getEnvironment()));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof TelemetryContextCustomizer;
	}

	@Override
	public int hashCode() {
		return TelemetryContextCustomizer.class.hashCode();
	}

	/**
	 * Comes after all customizers, so that Boot's, which switch export off in tests, have
	 * said what they say; and before any condition is evaluated.
	 */
	private static final class TelemetryRegistrar implements BeanDefinitionRegistryPostProcessor {

		private final ConfigurableEnvironment environment;

		TelemetryRegistrar(ConfigurableEnvironment environment) {
			this.environment = environment;
		}

		@Override
		public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
			this.environment.getPropertySources().addFirst(new MapPropertySource("telltaleTest", PROPERTIES));
			SpanRecorder spans = new SpanRecorder();
			registry.registerBeanDefinition("telltaleTestSpanRecorder",
					new RootBeanDefinition(SpanRecorder.class, () -> spans));
			ConfigurableListableBeanFactory beanFactory = (ConfigurableListableBeanFactory) registry;
			registry.registerBeanDefinition("telltaleTestTelemetry", new RootBeanDefinition(Telemetry.class,
					() -> new Telemetry(beanFactory.getBeanProvider(PrometheusMeterRegistry.class), spans)));
		}

	}

}
