package dev.telltale.observability.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HealthMetricsAutoConfiguration}.
 */
class HealthMetricsAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations
		.of(HealthMetricsAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean("dbHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
		.withConfiguration(AUTO_CONFIGURATIONS);

	@Test
	void exportsTheComponentsThatAreBeans() {
		this.contextRunner.run((context) -> assertUp(context.getBean(MeterRegistry.class), "db"));
	}

	@Test
	void exportsThemWithoutReactor() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Flux.class, Mono.class))
			.run((context) -> assertUp(context.getBean(MeterRegistry.class), "db"));
	}

	@Test
	void exportsReactiveComponents() {
		this.contextRunner
			.withBean("brokerHealthIndicator", ReactiveHealthIndicator.class,
					() -> () -> Mono.just(Health.up().build()))
			.run((context) -> {
				assertUp(context.getBean(MeterRegistry.class), "db");
				assertUp(context.getBean(MeterRegistry.class), "broker");
			});
	}

	@Test
	void worksInBothKindsOfWebApplication() {
		new WebApplicationContextRunner().withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasSingleBean(HealthMetrics.class));
		new ReactiveWebApplicationContextRunner().withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AUTO_CONFIGURATIONS)
			.run((context) -> assertThat(context).hasSingleBean(HealthMetrics.class));
	}

	@Test
	void checksRunOnADaemonThreadOfOurOwn() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.contextRunner.withBean("spyHealthIndicator", HealthIndicator.class, () -> () -> {
			thread.set(Thread.currentThread());
			return Health.up().build();
		}).run((context) -> {
			await().until(() -> thread.get() != null);
			assertThat(thread.get().isDaemon()).isTrue();
			assertThat(thread.get().getName()).startsWith("telltale-health-check-");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "telltale.health.interval", "telltale.health.timeout" })
	void refusesTimesThatAreTooShort(String property) {
		this.contextRunner.withPropertyValues(property + "=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo(property)));
	}

	@Test
	void backsOffWhenUserDefinesTheMetrics() {
		HealthMetrics own = new HealthMetrics(HealthContributors.of(), new SimpleMeterRegistry(), Duration.ofHours(1),
				Duration.ofHours(1));
		this.contextRunner.withBean(HealthMetrics.class, () -> own)
			.withBean(HealthMetricsLifecycle.class, () -> new HealthMetricsLifecycle(own) {

				@Override
				public void start() {
				}

			})
			.run((context) -> assertThat(context).getBean(HealthMetrics.class).isSameAs(own));
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.health.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthMetrics.class));
	}

	@Test
	void needsMicrometerAndBootsHealth() {
		for (Class<?> missing : new Class<?>[] { MeterRegistry.class, HealthContributorRegistry.class }) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(HealthMetricsAutoConfiguration.class))
				.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("healthMetrics"));
		}
	}

	private static void assertUp(MeterRegistry registry, String component) {
		await().untilAsserted(() -> assertThat(
				registry.get(HealthMetricNames.HEALTH).tag("component", component).tag("status", "UP").gauge().value())
			.isEqualTo(1));
	}

}
