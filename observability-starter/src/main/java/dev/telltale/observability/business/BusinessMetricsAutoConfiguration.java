package dev.telltale.observability.business;

import dev.telltale.observability.method.AnnotatedMethodAdvisor;
import dev.telltale.observability.method.AnnotatedMethodAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Offers {@link BusinessMetrics} to the service, and counts its {@link BusinessEvent}s.
 */
@AutoConfiguration(before = AnnotatedMethodAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBooleanProperty(name = "telltale.business.enabled", matchIfMissing = true)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@EnableConfigurationProperties(BusinessProperties.class)
public final class BusinessMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	BusinessMetrics businessMetrics(MeterRegistry registry, BusinessProperties properties) {
		return new BusinessMetrics(registry, properties);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AnnotatedMethodAdvisor<BusinessEvent> businessEventAdvisor(ObjectProvider<BusinessMetrics> metrics) {
		return new AnnotatedMethodAdvisor<>(BusinessEvent.class, () -> (annotation,
				method) -> BusinessInvocationListener.create(metrics.getObject(), annotation, method));
	}

}
