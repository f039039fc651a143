package dev.telltale.chart.library;

import java.util.List;

import dev.telltale.chart.Chart;
import dev.telltale.chart.ChartException;
import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several copies of the library at once: under two aliases of one chart, and in the
 * charts of an umbrella.
 */
@RequiresHelm
class SeveralServicesTests {

	@Test
	void twoAliasesAreTwoServices() {
		Rendering rendering = Charts.pair().render();
		assertThat(rendering).isValid();
		assertThat(names(rendering)).doesNotHaveDuplicates()
			.contains("Deployment shop-api", "Deployment shop-worker", "PodMonitor shop-api", "PodMonitor shop-worker",
					"NetworkPolicy shop-api")
			.doesNotContain("NetworkPolicy shop-worker");
		KubernetesObject api = rendering.object("Deployment", "shop-api");
		assertThat(api.at("/spec/template/spec/containers/0/image").asString())
			.isEqualTo("registry.example/shop/api:3.0.0");
		// Neither Service finds the pods of the other.
		assertThat(rendering.object("Service", "shop-worker").at("/spec/selector"))
			.isNotEqualTo(api.at("/spec/selector/matchLabels"));
	}

	@Test
	void chartsOfAnUmbrellaRenderTheirOwn() {
		Rendering rendering = Charts.umbrella().render();
		assertThat(rendering).isValid();
		assertThat(names(rendering)).doesNotHaveDuplicates()
			.contains("Deployment orders", "Deployment shop-api", "Deployment shop-worker");
		assertThat(rendering.object("Deployment", "shop-api").at("/spec/replicas").asInt()).isEqualTo(4);
		assertThat(rendering.object("Deployment", "orders").at("/spec/template/metadata/labels/team").asString())
			.isEqualTo("shop");
	}

	@Test
	void theSchemaHoldsUnderAnAliasAndInAnUmbrella() {
		Chart umbrella = Charts.umbrella();
		assertThatExceptionOfType(ChartException.class)
			.isThrownBy(() -> umbrella.values("pair: {worker: {replicas: many}}").render())
			.withMessageContaining("replicas: got string, want null or integer");
	}

	private static List<String> names(Rendering rendering) {
		return rendering.objects().stream().map(KubernetesObject::toString).toList();
	}

}
