package dev.telltale.faults;

import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.telltale.observability.http.HttpProperties;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * Opens the address of the faults, and brings those faults that a service has the means
 * for. Every bean of type {@link Fault} is one more. Only where
 * {@code telltale.faults.enabled} is set, which production never does.
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnBooleanProperty("telltale.faults.enabled")
@ConditionalOnWebApplication
@ConditionalOnClass({ HttpProperties.class, JsonMapper.class })
public final class FaultsAutoConfiguration {

	/**
	 * Static, for it must not need this configuration while the properties are made.
	 */
	@Bean
	static FaultsExclusion faultsExclusion() {
		return new FaultsExclusion();
	}

	@Bean
	Faults faults(ObjectProvider<Fault> faults) {
		return new Faults(faults.orderedStream().toList());
	}

	@Bean
	FaultsApi faultsApi(Faults faults) {
		return new FaultsApi(faults);
	}

	@Bean
	CpuFault cpuFault() {
		return new CpuFault();
	}

	@Bean
	DeadlockFault deadlockFault() {
		return new DeadlockFault();
	}

	@Bean
	LogFloodFault logFloodFault() {
		return new LogFloodFault();
	}

	@Bean
	MemoryLeakFault memoryLeakFault() {
		return new MemoryLeakFault();
	}

	@Bean
	UnreadyFault unreadyFault(ConfigurableApplicationContext context) {
		return new UnreadyFault(context);
	}

	@Bean
	@ConditionalOnBean(MeterRegistry.class)
	CardinalityBombFault cardinalityBombFault(MeterRegistry registry) {
		return new CardinalityBombFault(registry);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	static class HealthConfiguration {

		@Bean(ComponentDownFault.COMPONENT + "HealthIndicator")
		ComponentDownFault componentDownFault() {
			return new ComponentDownFault();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HikariDataSource.class, DataSourceUnwrapper.class })
	static class PoolConfiguration {

		/**
		 * Nothing where the data source, which may be a proxy for whatever it likes, is
		 * no such pool.
		 */
		@Bean
		@ConditionalOnSingleCandidate(DataSource.class)
		@Nullable PoolExhaustionFault poolExhaustionFault(DataSource dataSource) {
			HikariDataSource pool = find(dataSource);
			return (pool != null) ? new PoolExhaustionFault(pool) : null;
		}

		private static @Nullable HikariDataSource find(DataSource dataSource) {
			try {
				return DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class);
			}
			catch (RuntimeException ex) {
				// One that chooses among others as it goes has nothing to show yet.
				return null;
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebServerInitializedEvent.class)
	static class NoticeConfiguration {

		@Bean
		FaultsNotice faultsNotice(Environment environment) {
			return new FaultsNotice(environment);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Servlet.class)
	static class ServletConfiguration {

		/**
		 * A servlet of its own: whatever the service makes of its controllers' paths,
		 * versions and bodies, the faults answer as they always do.
		 */
		@Bean
		ServletRegistrationBean<FaultsServlet> faultsServlet(FaultsApi api) {
			return new ServletRegistrationBean<>(new FaultsServlet(api), FaultsApi.PATH + "/*");
		}

		/**
		 * Stands before Spring Security.
		 */
		@Bean
		FilterRegistrationBean<RefusalServletFilter> faultsRefusalFilter(FaultsApi api) {
			FilterRegistrationBean<RefusalServletFilter> registration = new FilterRegistrationBean<>(
					new RefusalServletFilter(api));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			registration.setDispatcherTypes(DispatcherType.REQUEST);
			registration.setUrlPatterns(List.of(FaultsApi.PATH + "/*"));
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ Servlet.class, DispatcherServlet.class })
	@Import(RequestFaultsConfiguration.class)
	static class ServletRequestsConfiguration {

		/**
		 * As a mapped interceptor it reaches every handler mapping there is, also those
		 * that take no interceptors from a {@code WebMvcConfigurer}.
		 */
		@Bean
		MappedInterceptor requestFaultsInterceptor(ErrorsFault errors, LatencyFault latency, Environment environment) {
			return new MappedInterceptor((String @Nullable []) null,
					new RequestFaultsInterceptor(errors, latency, WebThreads.count(environment)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	@Import(RequestFaultsConfiguration.class)
	static class ReactiveConfiguration {

		@Bean
		FaultsWebFilter faultsWebFilter(FaultsApi api) {
			return new FaultsWebFilter(api);
		}

		@Bean
		RefusalWebFilter faultsRefusalFilter(FaultsApi api) {
			return new RefusalWebFilter(api);
		}

		@Bean
		RequestFaultsHandlerAdapter requestFaultsHandlerAdapter(ErrorsFault errors, LatencyFault latency,
				ObjectProvider<HandlerAdapter> adapters) {
			return new RequestFaultsHandlerAdapter(errors, latency, adapters);
		}

	}

}
