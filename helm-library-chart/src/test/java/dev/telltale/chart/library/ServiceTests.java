package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_service.tpl}.
 */
@RequiresHelm
class ServiceTests {

	@Test
	void leadsToTheUsersPortAlone() {
		KubernetesObject service = Charts.render("").object("Service", "shop");
		assertThat(service.at("/spec/type").asString()).isEqualTo("ClusterIP");
		assertThat(service.at("/spec/ports")).hasSize(1);
		assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(80);
		assertThat(service.at("/spec/ports/0/targetPort").asString()).isEqualTo("http");
		assertThat(service.at("/spec/selector").toString())
			.isEqualTo("{\"app.kubernetes.io/name\":\"shop\",\"app.kubernetes.io/instance\":\"shop\"}");
	}

	@Test
	void isAsSaid() {
		KubernetesObject service = Charts
			.render("expose: {type: LoadBalancer, port: 443, annotations: {a: b}}\nports: {extra: {grpc: 9000}}")
			.object("Service", "shop");
		assertThat(service.at("/spec/type").asString()).isEqualTo("LoadBalancer");
		assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(443);
		assertThat(service.at("/spec/ports/1").toString())
			.isEqualTo("{\"name\":\"grpc\",\"port\":9000,\"targetPort\":\"grpc\",\"protocol\":\"TCP\"}");
		assertThat(service.at("/metadata/annotations/a").asString()).isEqualTo("b");
	}

}
