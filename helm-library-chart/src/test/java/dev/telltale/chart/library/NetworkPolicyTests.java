package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_networkpolicy.tpl}.
 */
@RequiresHelm
class NetworkPolicyTests {

	private static final String NAMESPACE = "/namespaceSelector/matchLabels/kubernetes.io~1metadata.name";

	@Test
	void managementPortIsForTheMonitoringNamespaceAndTheTest() {
		KubernetesObject policy = policy("networkPolicy: {monitoringNamespace: observability}");
		assertThat(policy.at("/spec/policyTypes/0").asString()).isEqualTo("Ingress");
		assertThat(policy.at("/spec/ingress/0/ports").findValuesAsString("port")).containsExactly("http");
		assertThat(policy.at("/spec/ingress/0/from").isMissingNode()).isTrue();
		assertThat(policy.at("/spec/ingress/1/ports").findValuesAsString("port")).containsExactly("management");
		assertThat(policy.at("/spec/ingress/1/from/0" + NAMESPACE).asString()).isEqualTo("observability");
		assertThat(policy.at("/spec/ingress/1/from")).hasSize(2);
		assertThat(policy("test: {enabled: false}").at("/spec/ingress/1/from")).hasSize(1);
	}

	@Test
	void letsThePodOfHelmTestIn() {
		Rendering rendering = Charts.render("");
		KubernetesObject test = Charts.hook(rendering, "Pod");
		rendering.only("NetworkPolicy")
			.at("/spec/ingress/1/from/1/podSelector/matchLabels")
			.properties()
			.forEach(
					(label) -> assertThat(test.at("/metadata/labels").get(label.getKey())).isEqualTo(label.getValue()));
	}

	@Test
	void callersCanBeChosenAndProbesStillCome() {
		KubernetesObject policy = policy("""
				networkPolicy:
				  from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}}]
				ports: {extra: {grpc: 9000}}
				""");
		assertThat(policy.at("/spec/ingress/0/from/0" + NAMESPACE).asString()).isEqualTo("web");
		assertThat(policy.at("/spec/ingress/0/from/1" + NAMESPACE).asString()).isEqualTo("monitoring");
		assertThat(policy.at("/spec/ingress/0/ports").findValuesAsString("port")).containsExactly("grpc", "http");
	}

	@Test
	void onePortIsOpenToAll() {
		KubernetesObject policy = policy("ports: {management: 8080}");
		assertThat(policy.at("/spec/ingress")).hasSize(1);
		assertThat(policy.at("/spec/ingress/0/from").isMissingNode()).isTrue();
	}

	@Test
	void onePortIsOpenToTheTestWhereCallersAreChosen() {
		String values = "ports: {management: 8080}\nnetworkPolicy: {from: [{podSelector: {}}]}\n";
		KubernetesObject policy = policy(values);
		assertThat(policy.at("/spec/ingress")).hasSize(1);
		assertThat(policy.at("/spec/ingress/0/from/1" + NAMESPACE).asString()).isEqualTo("monitoring");
		assertThat(policy.at("/spec/ingress/0/from/2/podSelector/matchLabels/app.kubernetes.io~1name").asString())
			.isEqualTo("shop-test");
		assertThat(policy(values + "test: {enabled: false}").at("/spec/ingress/0/from")).hasSize(2);
	}

	@Test
	void selectsThePodsOfTheService() {
		Rendering rendering = Charts.render("");
		rendering.only("NetworkPolicy")
			.at("/spec/podSelector/matchLabels")
			.properties()
			.forEach((label) -> assertThat(
					rendering.only("Deployment").at("/spec/template/metadata/labels").get(label.getKey()))
				.isEqualTo(label.getValue()));
	}

	@Test
	void canBeSwitchedOff() {
		assertThat(Charts.render("networkPolicy: {enabled: false}").kinds()).doesNotContain("NetworkPolicy");
	}

	private static KubernetesObject policy(String values) {
		return Charts.render(values).only("NetworkPolicy");
	}

}
