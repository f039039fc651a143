package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_ingress.tpl}.
 */
@RequiresHelm
class IngressTests {

	@Test
	void isOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("Ingress");
	}

	@Test
	void leadsHostsToTheService() {
		KubernetesObject ingress = Charts.render("ingress: {enabled: true, hosts: [a.example, b.example]}")
			.only("Ingress");
		assertThat(ingress.at("/spec/rules").findValuesAsString("host")).containsExactly("a.example", "b.example");
		assertThat(ingress.at("/spec/rules/1/http/paths/0").toString()).isEqualTo(
				"{\"path\":\"/\",\"pathType\":\"Prefix\",\"backend\":{\"service\":{\"name\":\"shop\",\"port\":{\"name\":\"http\"}}}}");
		assertThat(ingress.at("/spec/tls").isMissingNode()).isTrue();
		assertThat(ingress.at("/spec/ingressClassName").isMissingNode()).isTrue();
	}

	@Test
	void isAsSaid() {
		KubernetesObject ingress = Charts.render(
				"ingress: {enabled: true, hosts: [a.example], className: nginx, path: /api, tlsSecret: tls, annotations: {a: b}}")
			.only("Ingress");
		assertThat(ingress.at("/spec/ingressClassName").asString()).isEqualTo("nginx");
		assertThat(ingress.at("/spec/tls").toString())
			.isEqualTo("[{\"secretName\":\"tls\",\"hosts\":[\"a.example\"]}]");
		assertThat(ingress.at("/spec/rules/0/http/paths/0/path").asString()).isEqualTo("/api");
		assertThat(ingress.at("/metadata/annotations/a").asString()).isEqualTo("b");
	}

}
