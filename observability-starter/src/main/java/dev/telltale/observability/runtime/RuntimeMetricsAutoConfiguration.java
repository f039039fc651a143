package dev.telltale.observability.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Exports how many threads are deadlocked, which Boot does not: a deadlock makes a
 * service stand still while its health and its error ratio stay as they are. And how many
 * of Tomcat's threads are busy, which Boot exports at the price of a slow start.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.runtime.enabled", matchIfMissing = true)
@ConditionalOnClass({ MeterRegistry.class, JvmThreadDeadlockMetrics.class })
@ConditionalOnBean(MeterRegistry.class)
public final class RuntimeMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	JvmThreadDeadlockMetrics jvmThreadDeadlockMetrics() {
		return new JvmThreadDeadlockMetrics();
	}

	/**
	 * Not where Tomcat's MBeans are asked for: Micrometer reads them then, and exports
	 * more.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TomcatWebServer.class)
	@ConditionalOnBooleanProperty(name = "server.tomcat.mbeanregistry.enabled", havingValue = false,
			matchIfMissing = true)
	static class TomcatConfiguration {

		@Bean
		TomcatConnectorMetrics tomcatConnectorMetrics(MeterRegistry registry) {
			return new TomcatConnectorMetrics(registry);
		}

	}

}
