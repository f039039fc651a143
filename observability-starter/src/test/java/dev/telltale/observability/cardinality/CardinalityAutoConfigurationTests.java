package dev.telltale.observability.cardinality;

import java.util.function.IntConsumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CardinalityAutoConfiguration}.
 */
class CardinalityAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(MetricsAutoConfiguration.class,
			CompositeMeterRegistryAutoConfiguration.class, CardinalityAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void guardsTheOnlyRegistry() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.run((context) -> assertLimited(context.getBean(MeterRegistry.class), 100));
	}

	@Test
	void guardsInServletAndReactiveApplications() {
		assertGuards(new WebApplicationContextRunner());
		assertGuards(new ReactiveWebApplicationContextRunner());
	}

	private void assertGuards(AbstractApplicationContextRunner<?, ?, ?> runner) {
		runner.withConfiguration(CONFIGURATIONS)
			.withUserConfiguration(OneRegistry.class)
			.run((context) -> assertLimited(context.getBean(MeterRegistry.class), 100));
	}

	@Test
	void guardsTheCompositeAndAllOfItsRegistries() {
		this.contextRunner.withUserConfiguration(OneRegistry.class, AnotherRegistry.class).run((context) -> {
			MeterRegistry composite = context.getBean(MeterRegistry.class);
			assertThat(composite).isInstanceOf(CompositeMeterRegistry.class);
			assertLimited(composite, 100);
			assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values()).hasSize(2)
				.allSatisfy((registry) -> assertThat(registry.find("searches").counters()).hasSize(100));
			assertThat(context.getBean(CardinalityGuard.class).collapsedTags()).singleElement()
				.satisfies((collapsed) -> assertThat(collapsed.count()).isEqualTo(1000 - 99));
		});
	}

	@Test
	void limitsWhatFiltersOfTheUserMakeOfAValue() {
		this.contextRunner.withUserConfiguration(OneRegistry.class, NormalizingFilter.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			record(1000, (i) -> registry.counter("searches", "term", "user-" + i).increment());
			assertThat(registry.find("searches").counters()).singleElement()
				.satisfies((counter) -> assertThat(counter.getId().getTag("term")).isEqualTo("user"));
		});
	}

	@Test
	void commonTagsAndRenamesOfCustomizersAreNoNewValues() {
		this.contextRunner.withUserConfiguration(OneRegistry.class, CommonTags.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertLimited(registry, 100);
			assertThat(registry.find("searches").tag("region", "eu").counters()).hasSize(100);
		});
	}

	@Test
	void guardsTheGlobalRegistryWhileTheApplicationRuns() {
		this.contextRunner.withUserConfiguration(OneRegistry.class).run((context) -> {
			record(1000, (i) -> Metrics.counter("global.searches", "term", "term-" + i).increment());
			assertThat(Metrics.globalRegistry.find("global.searches").counters()).hasSize(100);
			assertThat(context.getBean(MeterRegistry.class).find("global.searches").counters()).hasSize(100);
		});
		Metrics.globalRegistry.clear();
		Counter later = Metrics.counter("global.searches", "user.id", "42");
		assertThat(later.getId().getTag("user.id")).isEqualTo("42");
		Metrics.globalRegistry.clear();
	}

	@Test
	void leavesTheGlobalRegistryAloneWhenBootDoes() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("management.metrics.use-global-registry=false")
			.run((context) -> assertThat(context).doesNotHaveBean(GlobalRegistryGuard.class));
	}

	@Test
	void guardsWithLazyInitialization() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertLimited(registry, 100);
				assertThat(registry.find("telltale.cardinality.collapsed.tags").gauge()).isNotNull();
			});
	}

	@Test
	void readsLimitsByMeterAndTag() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("telltale.cardinality.limit=50", "telltale.cardinality.limits.searches.term=20",
					"telltale.cardinality.limits.http.server.requests=200",
					"telltale.cardinality.limits[orders.customer_tier]=7")
			.run((context) -> {
				CardinalityGuard guard = context.getBean(CardinalityGuard.class);
				assertThat(guard.limit("http.server.requests", "uri")).isEqualTo(200);
				assertThat(guard.limit("orders", "customer_tier")).isEqualTo(7);
				assertThat(guard.limit("anything", "else")).isEqualTo(50);
				assertLimited(context.getBean(MeterRegistry.class), 20);
			});
	}

	@Test
	void readsDeniedTags() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("telltale.cardinality.denied-tags=tenant")
			.run((context) -> {
				CardinalityGuard guard = context.getBean(CardinalityGuard.class);
				assertThat(guard.limit("m", "tenant")).isEqualTo(1);
				assertThat(guard.limit("m", "email")).isEqualTo(100);
			});
	}

	@Test
	void readsLimitsOfSeries() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("telltale.cardinality.series-limit=500",
					"telltale.cardinality.series-limits.http.server.requests=2000",
					"telltale.cardinality.series-limits.searches=30")
			.run((context) -> {
				CardinalityGuard guard = context.getBean(CardinalityGuard.class);
				assertThat(guard.seriesLimit("http.server.requests")).isEqualTo(2000);
				assertThat(guard.seriesLimit("anything")).isEqualTo(500);
				assertLimited(context.getBean(MeterRegistry.class), 30);
			});
	}

	@ParameterizedTest
	@CsvSource({ "telltale.cardinality.series-limit, 0", "telltale.cardinality.series-limits.orders, 0",
			"telltale.cardinality.limit, 0", "telltale.cardinality.limits.http.server.requests.uri, -5" })
	void refusesALimitBelowOne(String property, int value) {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(property);
					assertThat(ex.getReason()).contains("1 or more");
				}));
	}

	@Test
	void canBeSwitchedOff() {
		this.contextRunner.withUserConfiguration(OneRegistry.class)
			.withPropertyValues("telltale.cardinality.enabled=false")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(CardinalityGuard.class);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				record(1000, (i) -> registry.counter("searches", "term", "term-" + i).increment());
				assertThat(registry.find("searches").counters()).hasSize(1000);
			});
	}

	@Test
	void backsOffWhenUserDefinesGuard() {
		this.contextRunner.withUserConfiguration(OneRegistry.class, OwnGuard.class)
			.run((context) -> assertLimited(context.getBean(MeterRegistry.class), 3));
	}

	@Test
	void needsMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CardinalityGuard.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterRegistryCustomizer.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CardinalityGuard.class));
	}

	@Test
	void startsWithoutARegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed());
	}

	private static void assertLimited(MeterRegistry registry, int limit) {
		record(1000, (i) -> registry.counter("searches", "term", "term-" + i).increment());
		assertThat(registry.find("searches").counters()).hasSize(limit);
		assertThat(registry.find("searches").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(1000);
	}

	private static void record(int times, IntConsumer recording) {
		for (int i = 0; i < times; i++) {
			recording.accept(i);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OneRegistry {

		@Bean
		SimpleMeterRegistry oneRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnotherRegistry {

		@Bean
		SimpleMeterRegistry anotherRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NormalizingFilter {

		@Bean
		static MeterFilter normalizingFilter() {
			return MeterFilter.replaceTagValues("term", (value) -> value.replaceAll("-\\d+$", ""));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CommonTags {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> commonTags() {
			return (registry) -> registry.config().commonTags("region", "eu").meterFilter(new MeterFilter() {

				@Override
				public Meter.Id map(Meter.Id id) {
					return (id.getName().equals("lookups")) ? id.withName("searches") : id;
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGuard {

		@Bean
		CardinalityGuard ownGuard() {
			CardinalityProperties properties = new CardinalityProperties();
			properties.setLimit(3);
			return new CardinalityGuard(properties);
		}

	}

}
