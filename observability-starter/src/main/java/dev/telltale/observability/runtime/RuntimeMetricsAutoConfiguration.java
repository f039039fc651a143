package dev.telltale.observability.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Exports how many threads are deadlocked, which Boot does not: a deadlock makes a
 * service stand still while its health and its error ratio stay as they are.
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

}
