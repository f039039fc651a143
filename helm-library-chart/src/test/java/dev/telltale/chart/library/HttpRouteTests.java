package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_httproute.tpl}.
 */
@RequiresHelm
class HttpRouteTests {

	@Test
	void isOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("HTTPRoute");
	}

	@Test
	void leadsAGatewayToTheService() {
		KubernetesObject route = Charts.render("""
				route:
				  enabled: true
				  gateways: [{name: public, namespace: gateways}]
				  hosts: [shop.example]
				  path: /api
				  annotations: {a: b}
				expose: {port: 8000}
				""").only("HTTPRoute");
		assertThat(route.at("/spec/parentRefs").toString())
			.isEqualTo("[{\"name\":\"public\",\"namespace\":\"gateways\"}]");
		assertThat(route.at("/spec/hostnames/0").asString()).isEqualTo("shop.example");
		assertThat(route.at("/spec/rules/0/matches/0/path").toString())
			.isEqualTo("{\"type\":\"PathPrefix\",\"value\":\"/api\"}");
		assertThat(route.at("/spec/rules/0/backendRefs").toString()).isEqualTo("[{\"name\":\"shop\",\"port\":8000}]");
		assertThat(route.at("/metadata/annotations/a").asString()).isEqualTo("b");
	}

	@Test
	void withoutHostsTakesThoseOfTheGateway() {
		assertThat(Charts.render("route: {enabled: true, gateways: [{name: public}]}")
			.only("HTTPRoute")
			.at("/spec/hostnames")
			.isMissingNode()).isTrue();
	}

}
