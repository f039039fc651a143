package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_hpa.tpl}.
 */
@RequiresHelm
class AutoscalerTests {

	@Test
	void isOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("HorizontalPodAutoscaler");
	}

	@Test
	void scalesByCpu() {
		KubernetesObject autoscaler = autoscaler("autoscaling: {enabled: true, minReplicas: 3, maxReplicas: 7}");
		assertThat(autoscaler.at("/spec/scaleTargetRef/name").asString()).isEqualTo("shop");
		assertThat(autoscaler.at("/spec/minReplicas").asInt()).isEqualTo(3);
		assertThat(autoscaler.at("/spec/maxReplicas").asInt()).isEqualTo(7);
		assertThat(autoscaler.at("/spec/metrics")).hasSize(1);
		assertThat(autoscaler.at("/spec/metrics/0/resource/name").asString()).isEqualTo("cpu");
		assertThat(autoscaler.at("/spec/metrics/0/resource/target/averageUtilization").asInt()).isEqualTo(70);
	}

	@Test
	void scalesByMetricsOfThePods() {
		KubernetesObject autoscaler = autoscaler("""
				autoscaling:
				  enabled: true
				  cpu: null
				  memory: 80
				  pods: [{metric: tomcat_threads_busy_ratio, averageValue: "0.7"}]
				  behavior: {scaleDown: {stabilizationWindowSeconds: 600}}
				""");
		assertThat(autoscaler.at("/spec/metrics")).hasSize(2);
		assertThat(autoscaler.at("/spec/metrics/0/resource/name").asString()).isEqualTo("memory");
		assertThat(autoscaler.at("/spec/metrics/1/pods/metric/name").asString()).isEqualTo("tomcat_threads_busy_ratio");
		assertThat(autoscaler.at("/spec/metrics/1/pods/target/averageValue").asString()).isEqualTo("0.7");
		assertThat(autoscaler.at("/spec/behavior/scaleDown/stabilizationWindowSeconds").asInt()).isEqualTo(600);
	}

	private static KubernetesObject autoscaler(String values) {
		return Charts.render(values).only("HorizontalPodAutoscaler");
	}

}
