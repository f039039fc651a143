package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_pdb.tpl}.
 */
@RequiresHelm
class DisruptionBudgetTests {

	@Test
	void takesOnePodAtATimeAndSickOnesAlways() {
		KubernetesObject budget = Charts.render("").only("PodDisruptionBudget");
		assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
		assertThat(budget.at("/spec/unhealthyPodEvictionPolicy").asString()).isEqualTo("AlwaysAllow");
		assertThat(Charts.render("disruptionBudget: {maxUnavailable: 25%}")
			.only("PodDisruptionBudget")
			.at("/spec/maxUnavailable")
			.asString()).isEqualTo("25%");
	}

	@ParameterizedTest
	@ValueSource(strings = { "replicas: 1", "replicas: 0", "disruptionBudget: {enabled: false}",
			"autoscaling: {enabled: true, minReplicas: 1}" })
	void aSinglePodHasNone(String values) {
		assertThat(Charts.render(values).kinds()).doesNotContain("PodDisruptionBudget");
	}

}
