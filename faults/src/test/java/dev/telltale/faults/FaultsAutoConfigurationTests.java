package dev.telltale.faults;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.telltale.observability.http.HttpMetricsAutoConfiguration;
import dev.telltale.observability.http.HttpProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FaultsAutoConfiguration}.
 */
class FaultsAutoConfigurationTests {

	private static final List<String> EVERYWHERE = List.of("component-down", "cpu", "deadlock", "errors", "latency",
			"log-flood", "memory-leak", "unready");

	private final WebApplicationContextRunner servletRunner = with(new WebApplicationContextRunner());

	private final ReactiveWebApplicationContextRunner reactiveRunner = with(new ReactiveWebApplicationContextRunner());

	private static <R extends AbstractApplicationContextRunner<R, C, A>, C extends ConfigurableApplicationContext, A extends ApplicationContextAssertProvider<C>> R with(
			R runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(FaultsAutoConfiguration.class, HttpMetricsAutoConfiguration.class))
			.withPropertyValues("telltale.faults.enabled=true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "telltale.faults.enabled=false", "telltale.other=true" })
	void nothingIsThereUnlessItIsWanted(String property) {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(FaultsAutoConfiguration.class, HttpMetricsAutoConfiguration.class))
			.withPropertyValues(property)
			.run((context) -> {
				assertThat(context.getBeanDefinitionNames())
					.noneMatch((name) -> context.getType(name).getName().startsWith("dev.telltale.faults"));
				assertThat(context.getBean(HttpProperties.class).getExcludedPaths()).isEmpty();
			});
	}

	@Test
	void nothingIsThereWithoutAWebServer() {
		with(new ApplicationContextRunner()).run((context) -> assertThat(context).doesNotHaveBean(Fault.class)
			.doesNotHaveBean(Faults.class)
			.hasNotFailed());
	}

	@Test
	void nothingIsThereWithoutTheStarter() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(FaultsAutoConfiguration.class))
			.withPropertyValues("telltale.faults.enabled=true")
			.withClassLoader(new FilteredClassLoader(HttpProperties.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Fault.class).hasNotFailed());
	}

	@Test
	void aServletServiceHasWhatNeedsNothing() {
		this.servletRunner.run((context) -> {
			assertThat(names(context)).containsExactlyElementsOf(EVERYWHERE);
			assertThat(context).hasSingleBean(MappedInterceptor.class).doesNotHaveBean(FaultsWebFilter.class);
		});
	}

	@Test
	void aReactiveServiceHasWhatNeedsNothing() {
		this.reactiveRunner.run((context) -> {
			assertThat(names(context)).containsExactlyElementsOf(EVERYWHERE);
			assertThat(context).hasSingleBean(RequestFaultsHandlerAdapter.class)
				.doesNotHaveBean(MappedInterceptor.class);
		});
	}

	@Test
	void requestsNeedADispatcher() {
		this.servletRunner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
			.run((context) -> assertThat(names(context)).isNotEmpty().doesNotContain("errors", "latency"));
	}

	@Test
	void aComponentNeedsHealth() {
		this.servletRunner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(names(context)).isNotEmpty().doesNotContain("component-down"));
	}

	@Test
	void aBombNeedsARegistry() {
		this.servletRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(names(context)).contains("cardinality-bomb"));
	}

	@Test
	void aPoolCanBeExhausted() {
		this.servletRunner.withBean(HikariDataSource.class, HikariDataSource::new)
			.run((context) -> assertThat(names(context)).contains("pool-exhaustion"));
	}

	@Test
	void aPoolBehindAProxyCanBeExhausted() {
		HikariDataSource pool = new HikariDataSource();
		DataSource proxy = (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { DataSource.class }, (self, method, arguments) -> switch (method.getName()) {
					case "isWrapperFor" -> ((Class<?>) arguments[0]).isInstance(pool);
					case "unwrap" -> pool;
					default -> method.invoke(pool, arguments);
				});
		this.servletRunner.withBean(DataSource.class, () -> proxy)
			.run((context) -> assertThat(names(context)).contains("pool-exhaustion"));
	}

	@Test
	void withoutAPoolNoneCanBeExhausted() {
		this.servletRunner.withBean(DataSource.class, SimpleDriverDataSource::new)
			.run((context) -> assertThat(names(context)).containsExactlyElementsOf(EVERYWHERE));
		this.servletRunner.withBean(DataSource.class, RoutingDataSource::new)
			.run((context) -> assertThat(names(context)).containsExactlyElementsOf(EVERYWHERE));
		this.servletRunner.withClassLoader(new FilteredClassLoader(HikariDataSource.class))
			.run((context) -> assertThat(names(context)).containsExactlyElementsOf(EVERYWHERE));
	}

	@Test
	void aFaultOfTheServiceIsOneMore() {
		this.servletRunner.withBean(OwnFault.class, OwnFault::new)
			.run((context) -> assertThat(names(context)).contains("own"));
	}

	@Test
	void theAddressIsExcludedBesideWhatTheServiceExcludes() {
		this.servletRunner.withPropertyValues("telltale.http.excluded-paths=/internal/**,/health")
			.run((context) -> assertThat(context.getBean(HttpProperties.class).getExcludedPaths())
				.containsExactly("/internal/**", "/health", "/faults/**"));
		this.reactiveRunner.run((context) -> assertThat(context.getBean(HttpProperties.class).getExcludedPaths())
			.containsExactly("/faults/**"));
	}

	@ParameterizedTest
	@CsvSource({ "a.b, 1, 200", "server.tomcat.threads.max, 20, 20", "server.jetty.threads.max, 30, 30" })
	void knowsTheThreadsOfTheServer(String property, String value, int threads) {
		assertThat(WebThreads.count(new MockEnvironment().withProperty(property, value))).isEqualTo(threads);
	}

	@ParameterizedTest
	@CsvSource({ "org.springframework.boot.webmvc.error.Some, false", "dev.telltale.faults.Some, false",
			"dev.telltale.observability.Some, false", "dev.telltale.sample.Some, true",
			"org.springframework.data.rest.Some, true", "com.example.Some, true" })
	void sparesSpringBootAndItself(String type, boolean victim) {
		assertThat(Victims.include(type)).isEqualTo(victim);
	}

	private static List<String> names(ApplicationContext context) {
		return context.getBean(Faults.class).states().stream().map(FaultState::name).toList();
	}

	private static final class RoutingDataSource extends AbstractRoutingDataSource {

		RoutingDataSource() {
			setTargetDataSources(Map.of());
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return "none";
		}

	}

	private static final class OwnFault implements Fault {

		@Override
		public String name() {
			return "own";
		}

		@Override
		public String description() {
			return "Does nothing.";
		}

		@Override
		public Undo start(Settings settings, Budget budget) {
			return () -> {
			};
		}

	}

}
