package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_test.tpl}.
 */
@RequiresHelm
class TestPodTests {

	@Test
	void asksForEveryMetricThatDashboardsNeed() throws IOException {
		List<String> required = Files.readAllLines(Charts.LIBRARY.resolve("metrics/required.txt"));
		assertThat(required)
			.contains("application_info", "jvm_memory_used_bytes", "slo_events_total", "process_start_time_seconds")
			.doesNotContain("hikaricp_connections_max", "kafka_consumer_connection_count");
		Rendering rendering = Charts.render("test: {metrics: [business_orders, application_info]}");
		assertThat(env(rendering, "METRICS").split(" ")).containsAll(required)
			.contains("business_orders")
			.doesNotHaveDuplicates();
	}

	@Test
	void findsThePodsAtTheManagementPort() {
		Rendering rendering = Charts.render("management: {basePath: /ops}");
		assertThat(env(rendering, "URL")).isEqualTo("http://shop-test.web.svc:8081/ops/prometheus");
		KubernetesObject service = Charts.hook(rendering, "Service");
		assertThat(service.at("/spec/clusterIP").asString()).isEqualTo("None");
		assertThat(service.at("/spec/ports/0/targetPort").asString()).isEqualTo("management");
		service.at("/spec/selector")
			.properties()
			.forEach((label) -> assertThat(
					rendering.only("Deployment").at("/spec/template/metadata/labels").get(label.getKey()))
				.isEqualTo(label.getValue()));
		// It must not answer for the service.
		assertThat(Charts.hook(rendering, "Pod").at("/metadata/labels/app.kubernetes.io~1name").asString())
			.isEqualTo("shop-test");
	}

	@Test
	void isRestrictedToo() {
		KubernetesObject pod = Charts.hook(Charts.render("test: {image: \"registry.example/busybox:1\"}"), "Pod");
		assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
		assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isPositive();
		assertThat(pod.at("/spec/containers/0/securityContext/capabilities/drop/0").asString()).isEqualTo("ALL");
		assertThat(pod.at("/spec/containers/0/image").asString()).isEqualTo("registry.example/busybox:1");
	}

	@Test
	void isAHookOfHelmTestUnlessSwitchedOff() {
		Rendering rendering = Charts.render("");
		assertThat(rendering.kinds()).doesNotContain("Pod");
		assertThat(rendering.hooks()).extracting(Object::toString)
			.containsExactly("Service shop-test", "Pod shop-test");
		assertThat(rendering.hooks()).allSatisfy((hook) -> {
			assertThat(hook.at("/metadata/annotations/helm.sh~1hook").asString()).isEqualTo("test");
			assertThat(hook.at("/metadata/annotations/helm.sh~1hook-delete-policy").asString())
				.isEqualTo("before-hook-creation,hook-succeeded");
		});
		// The pod asks through the Service, so that comes first.
		assertThat(Charts.hook(rendering, "Service").at("/metadata/annotations/helm.sh~1hook-weight").asString())
			.isEqualTo("-1");
		assertThat(Charts.render("test: {enabled: false}").hooks()).isEmpty();
	}

	private static String env(Rendering rendering, String name) {
		for (JsonNode variable : Charts.hook(rendering, "Pod").at("/spec/containers/0/env")) {
			if (variable.path("name").asString().equals(name)) {
				return variable.path("value").asString();
			}
		}
		throw new AssertionError("no variable " + name);
	}

}
