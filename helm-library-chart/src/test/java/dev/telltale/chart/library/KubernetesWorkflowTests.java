package dev.telltale.chart.library;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.telltale.chart.Chart;
import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.library.Features.Feature;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The workflow on a cluster has a step for every feature and none besides, and names
 * nothing that is not there.
 */
@RequiresHelm
class KubernetesWorkflowTests {

	private final KubernetesWorkflow workflow = KubernetesWorkflow.read();

	@Test
	void everyFeatureHasAStepAndEveryStepAFeature() {
		Map<String, String> features = new LinkedHashMap<>();
		for (Feature feature : Features.read()) {
			features.put(feature.step(), feature.name());
		}
		assertThat(this.workflow.shows()).isEqualTo(features);
	}

	@Test
	void aStepWithoutAFeatureIsNoticed() {
		String text = this.workflow.text().replace("id: probes", "id: questions");
		assertThat(new KubernetesWorkflow(text).shows()).isNotEqualTo(this.workflow.shows());
	}

	@Test
	void everyStepAsksForSomething() {
		assertThat(this.workflow.idle()).isEmpty();
		assertThat(new KubernetesWorkflow(this.workflow.text().replace("helm test", "echo test")).idle())
			.containsExactly("test");
	}

	@Test
	void everyFileThatItNamesIsThere() {
		assertThat(this.workflow.files()).hasSizeGreaterThan(8)
			.allSatisfy((file) -> assertThat(KubernetesWorkflow.PROJECT.resolve(file)).exists());
		assertThat(Features.read()).allSatisfy((feature) -> assertThat(this.workflow.files())
			.containsAll(feature.files().stream().map((file) -> "examples/kubernetes/" + file).toList()));
	}

	// A value that nobody knows is refused.
	@Test
	void everyChartOfOursThatItInstallsIsValid() {
		Map<String, Chart> installations = this.workflow.installations();
		assertThat(installations).hasSizeGreaterThan(3);
		assertThat(installations.keySet()).anyMatch((command) -> command.startsWith(
				"helm install sample-service examples/kubernetes/sample-service --namespace monitoring --create-namespace --wait"));
		installations.forEach((command, chart) -> assertThat(chart.render()).as(command).isValid());
	}

}
