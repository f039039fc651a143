package dev.telltale.observability.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryResourceAttributes;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResourceAutoConfiguration}.
 */
class ResourceAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withPropertyValues("spring.application.name=shop")
		.withConfiguration(
				AutoConfigurations.of(ResourceAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class));

	@Test
	void namesServiceVersionAndEnvironment() {
		this.contextRunner
			.withPropertyValues("spring.application.version=1.2", "telltale.service.environment=production")
			.run((context) -> {
				assertThat(attribute(context, "service.name")).isEqualTo("shop");
				assertThat(attribute(context, "service.version")).isEqualTo("1.2");
				assertThat(attribute(context, "deployment.environment.name")).isEqualTo("production");
				assertThat(attribute(context, "telemetry.sdk.name")).isEqualTo("opentelemetry");
			});
	}

	@Test
	void namesThePlaceInTheCluster() {
		this.contextRunner.withPropertyValues("K8S_POD_NAME=shop-0", "K8S_NAMESPACE_NAME=store", "K8S_NODE_NAME=node-7")
			.run((context) -> {
				assertThat(attribute(context, "k8s.pod.name")).isEqualTo("shop-0");
				assertThat(attribute(context, "k8s.namespace.name")).isEqualTo("store");
				assertThat(attribute(context, "k8s.node.name")).isEqualTo("node-7");
			});
	}

	@Test
	void saysNothingOfWhatIsNotKnown() {
		this.contextRunner.withPropertyValues("K8S_POD_NAME=")
			.run((context) -> assertThat(context.getBean(Resource.class).getAttributes().asMap()).doesNotContainKeys(
					AttributeKey.stringKey("service.version"), AttributeKey.stringKey("k8s.pod.name"),
					AttributeKey.stringKey("deployment.environment.name")));
	}

	@Test
	void attributesOfTheUserWin() {
		this.contextRunner
			.withPropertyValues("spring.application.version=1.2", "K8S_POD_NAME=shop-0",
					"management.opentelemetry.resource-attributes.service.version=mine",
					"management.opentelemetry.resource-attributes.k8s.pod.name=")
			.run((context) -> {
				assertThat(attribute(context, "service.version")).isEqualTo("mine");
				assertThat(attribute(context, "k8s.pod.name")).isEmpty();
			});
	}

	@Test
	void backsOffWhenUserDefinesTheResource() {
		Resource own = Resource.empty();
		this.contextRunner.withBean(Resource.class, () -> own)
			.run((context) -> assertThat(context).getBean(Resource.class).isSameAs(own));
	}

	@Test
	void leavesTheFieldToBootWhenSwitchedOff() {
		this.contextRunner.withPropertyValues("telltale.tracing.enabled=false", "spring.application.version=1.2")
			.run((context) -> {
				assertThat(attribute(context, "service.name")).isEqualTo("shop");
				assertThat(attribute(context, "service.version")).isNull();
			});
	}

	@Test
	void needsBootsOpenTelemetry() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ResourceAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(OpenTelemetryResourceAttributes.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("telltaleResource"));
	}

	private static String attribute(ApplicationContext context, String key) {
		return context.getBean(Resource.class).getAttribute(AttributeKey.stringKey(key));
	}

}
