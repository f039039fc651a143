package dev.telltale.chart;

import java.util.NoSuchElementException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rendering}.
 */
@RequiresHelm
class RenderingTests {

	private static final Rendering SHOP = Chart.in(Fixtures.folder("shop")).name("shop").namespace("web").render();

	@Test
	void listsObjectsWithoutHooks() {
		assertThat(SHOP.objects()).hasSize(8);
		assertThat(SHOP.kinds()).containsExactly("ConfigMap", "Deployment", "NetworkPolicy", "PodDisruptionBudget",
				"PodMonitor", "PrometheusRule", "Service", "ServiceAccount");
	}

	@Test
	void findsAnObject() {
		KubernetesObject deployment = SHOP.object("Deployment", "shop");
		assertThat(deployment).isEqualTo(SHOP.only("Deployment")).hasToString("Deployment shop");
		assertThat(deployment.apiVersion()).isEqualTo("apps/v1");
		assertThat(deployment.namespace()).isEqualTo("web");
		assertThat(deployment.source()).isEqualTo("shop/templates/deployment.yaml");
		assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(2);
		assertThat(deployment.at("/spec/template/spec/containers/0/env/1/name").asString()).isEqualTo("POD");
		assertThat(deployment.at("/metadata/labels/helm.sh~1chart").asString()).isEqualTo("shop-1.2.3");
		assertThat(deployment.at("/spec/nothing").isMissingNode()).isTrue();
	}

	@Test
	void keepsDocumentsInsideOfText() {
		assertThat(SHOP.only("ConfigMap").at("/data/application.yaml").asString()).isEqualTo("a: 1\n---\nb: 2\n");
	}

	@Test
	void readsYamlAsKubernetesDoes() {
		assertThat(SHOP.only("Deployment").at("/spec/template/spec/volumes/1/configMap/defaultMode").asInt())
			.isEqualTo(0444);
	}

	@Test
	void saysWhatThereIsWhenAnObjectIsMissing() {
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> SHOP.object("Deployment", "shops"))
			.withMessageStartingWith("Expecting one Deployment shops, but there is none; rendered are ")
			.withMessageContaining("Deployment shop, ");
	}

}
