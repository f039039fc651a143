package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.telltale.chart.Chart;
import dev.telltale.chart.Rendering;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the chart promises as a whole: a few lines of values render everything, fast and
 * small.
 */
@RequiresHelm
class FifteenLinesTests {

	private static final Path VALUES = Path.of("src/test/resources/golden/everything.values.yaml");

	// Of a Secret, in which Helm keeps a release, Kubernetes takes 1 MiB.
	private static final long HALF_OF_A_SECRET = 512 * 1024;

	@Test
	void renderEveryObjectOfAService() throws IOException {
		assertThat(Files.readAllLines(VALUES)).hasSizeLessThanOrEqualTo(15);
		Rendering rendering = Charts.service().valuesFile(VALUES).render();
		assertThat(rendering).isValid().isRestricted();
		assertThat(rendering.kinds()).containsExactlyInAnyOrder("ConfigMap", "Deployment", "HTTPRoute",
				"HorizontalPodAutoscaler", "Ingress", "NetworkPolicy", "PodDisruptionBudget", "PodMonitor", "Probe",
				"Service", "ServiceAccount");
		assertThat(rendering.hooks()).extracting(Object::toString).contains("Pod shop-test");
	}

	// 200 ms on an idle machine; the best of some runs, for others work on this one.
	@Test
	void renderInAFifthOfASecond() {
		Chart everything = Charts.service()
			.valuesFile(VALUES)
			.values("observability: {platform: {dashboards: {enabled: true}, rules: {enabled: true},"
					+ " alertmanager: {enabled: true}}}");
		everything.render();
		List<Duration> times = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			long start = System.nanoTime();
			everything.render();
			times.add(Duration.ofNanos(System.nanoTime() - start));
		}
		assertThat(Collections.min(times)).isLessThan(Duration.ofMillis(200));
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
