package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_probe.tpl}.
 */
@RequiresHelm
class BlackboxProbeTests {

	@Test
	void isOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("Probe");
	}

	@Test
	void asksTheServiceForItsReadiness() {
		KubernetesObject probe = Charts.render("probe: {enabled: true}").only("Probe");
		assertThat(probe.at("/spec/prober/url").asString()).isEqualTo("prometheus-blackbox-exporter.monitoring:9115");
		assertThat(probe.at("/spec/module").asString()).isEqualTo("http_2xx");
		assertThat(probe.at("/spec/targets/staticConfig/static").toString())
			.isEqualTo("[\"http://shop.web.svc:80/readyz\"]");
		assertThat(probe.at("/metadata/labels/release").asString()).isEqualTo("kube-prometheus-stack");
	}

	@Test
	void itsSeriesBearTheLabelsOfTheServiceButAreNone() {
		KubernetesObject probe = Charts.render("probe: {enabled: true}\nteam: shop\nservice: {environment: production}")
			.only("Probe");
		assertThat(probe.at("/spec/jobName").asString()).isEqualTo("shop");
		assertThat(probe.at("/spec/targets/staticConfig/labels").toString())
			.isEqualTo("{\"namespace\":\"web\",\"team\":\"shop\",\"environment\":\"production\"}");
	}

	@Test
	void isAsSaid() {
		KubernetesObject probe = Charts
			.render("""
					probe: {enabled: true, prober: "blackbox:9115", module: http_3xx, paths: [/a], urls: ["https://shop.example/"]}
					expose: {port: 8000}
					monitor: {interval: 1m}
					""")
			.only("Probe");
		assertThat(probe.at("/spec/prober/url").asString()).isEqualTo("blackbox:9115");
		assertThat(probe.at("/spec/module").asString()).isEqualTo("http_3xx");
		assertThat(probe.at("/spec/interval").asString()).isEqualTo("1m");
		assertThat(probe.at("/spec/targets/staticConfig/static").toString())
			.isEqualTo("[\"https://shop.example/\",\"http://shop.web.svc:8000/a\"]");
	}

}
