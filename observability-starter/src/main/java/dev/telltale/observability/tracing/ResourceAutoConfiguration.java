package dev.telltale.observability.tracing;

import java.util.List;
import java.util.Locale;

import dev.telltale.observability.identity.ServiceIdentity;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryResourceAttributes;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Adds version, environment and place in a Kubernetes cluster to the resource that spans
 * carry. What {@code OTEL_RESOURCE_ATTRIBUTES} or
 * {@code management.opentelemetry.resource-attributes} say wins.
 */
@AutoConfiguration(before = OpenTelemetrySdkAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telltale.tracing.enabled", matchIfMissing = true)
@ConditionalOnClass({ OpenTelemetryResourceAttributes.class, Resource.class })
@EnableConfigurationProperties(OpenTelemetryProperties.class)
public final class ResourceAutoConfiguration {

	/**
	 * What a pod can learn of itself by the downward API. The variable of
	 * {@code k8s.pod.name} is {@code K8S_POD_NAME}.
	 */
	private static final List<String> KUBERNETES = List.of("k8s.cluster.name", "k8s.namespace.name", "k8s.node.name",
			"k8s.deployment.name", "k8s.pod.name", "k8s.pod.uid", "k8s.container.name");

	@Bean
	@ConditionalOnMissingBean
	Resource telltaleResource(Environment environment, OpenTelemetryProperties properties) {
		ResourceBuilder user = Resource.builder();
		new OpenTelemetryResourceAttributes(environment, properties.getResourceAttributes()).applyTo(user::put);
		return Resource.getDefault().merge(own(environment)).merge(user.build());
	}

	private Resource own(Environment environment) {
		ServiceIdentity identity = ServiceIdentity.of(environment);
		ResourceBuilder own = Resource.builder();
		put(own, "service.version", identity.version());
		put(own, "deployment.environment.name", identity.environment());
		for (String attribute : KUBERNETES) {
			put(own, attribute, environment.getProperty(attribute.toUpperCase(Locale.ROOT).replace('.', '_')));
		}
		return own.build();
	}

	private static void put(ResourceBuilder builder, String attribute, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			builder.put(attribute, value);
		}
	}

}
