package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Path;

import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the chart promises as a whole: a few lines of values render everything, and it is
 * small.
 */
@RequiresHelm
class FifteenLinesTests {

	private static final Path VALUES = Path.of("src/test/resources/golden/everything.values.yaml");

	// Of a Secret, in which Helm keeps a release, Kubernetes takes 1 MiB.
	private static final long HALF_OF_A_SECRET = 512 * 1024;

	// The lines that the documentation shows.
	@Test
	void renderEveryObjectOfAService() throws IOException {
		String values = Documentation.block("Every object in a few lines", "yaml");
		assertThat(values.lines()).hasSizeLessThanOrEqualTo(15);
		assertThat(VALUES).hasContent(values);
		Rendering rendering = Charts.service().values(values).render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(rendering.kinds()).containsExactlyInAnyOrder("ConfigMap", "Deployment", "HTTPRoute",
				"HorizontalPodAutoscaler", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "PodMonitor", "Probe",
				"PrometheusRule", "Service", "ServiceAccount");
		assertThat(rendering.hooks()).extracting(Object::toString).contains("Pod shop-test");
	}

	@Test
	void thoseOfTheReadmeRenderAService() throws IOException {
		Rendering rendering = Charts.service().values(Documentation.blockOfTheReadme()).render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(rendering.kinds()).contains("Deployment", "Service", "PodMonitor");
		assertThat(rendering.only("Deployment").at("/spec/template/spec/containers/0/image").asString())
			.startsWith("registry.example/shop/orders:");
	}

	@Test
	void releasesAreSmall() {
		assertThat(Charts.service().valuesFile(VALUES).releaseSize()).isLessThan(HALF_OF_A_SECRET);
		assertThat(Charts.with("""
				workload: {enabled: false}
				platform: {dashboards: {enabled: true}, rules: {enabled: true}, alertmanager: {enabled: true}}
				""").releaseSize()).isLessThan(HALF_OF_A_SECRET);
		assertThat(Charts.with("standalone: {enabled: true}").releaseSize()).isLessThan(HALF_OF_A_SECRET);
	}

	@Test
	void helmFindsNoFault() {
		assertThat(Charts.service().valuesFile(VALUES).lint()).isEmpty();
		assertThat(Charts.pair().lint()).isEmpty();
	}

}
