package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_monitor.tpl}.
 */
@RequiresHelm
class MonitorTests {

	@Test
	void podsAreScrapedAtTheManagementPort() {
		Rendering rendering = Charts.render("");
		KubernetesObject monitor = rendering.only("PodMonitor");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").asString()).isEqualTo("management");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/path").asString()).isEqualTo("/actuator/prometheus");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/interval").asString()).isEqualTo("15s");
		assertThat(monitor.at("/spec/selector/matchLabels"))
			.isEqualTo(rendering.only("Deployment").at("/spec/selector/matchLabels"));
		assertThat(rendering.kinds()).doesNotContain("ServiceMonitor");
	}

	@Test
	void seriesAreLabelledByThePod() {
		KubernetesObject monitor = Charts.render("").only("PodMonitor");
		assertThat(monitor.at("/spec/jobLabel").asString()).isEqualTo("app.kubernetes.io/name");
		assertThat(monitor.at("/spec/podTargetLabels").toString()).isEqualTo("[\"tier\",\"team\",\"environment\"]");
	}

	@Test
	void exemplarsNeedOpenMetrics() {
		assertThat(Charts.render("").only("PodMonitor").at("/spec/scrapeProtocols/0").asString())
			.isEqualTo("OpenMetricsText1.0.0");
	}

	@Test
	void carriesWhatTheOperatorSelects() {
		assertThat(Charts.render("").only("PodMonitor").at("/metadata/labels/release").asString())
			.isEqualTo("kube-prometheus-stack");
		KubernetesObject other = Charts.render("monitor: {labels: {release: null, prometheus: main}}")
			.only("PodMonitor");
		assertThat(other.at("/metadata/labels/prometheus").asString()).isEqualTo("main");
		assertThat(other.at("/metadata/labels/release").isMissingNode()).isTrue();
	}

	@Test
	void isAsSaid() {
		KubernetesObject monitor = Charts.render("""
				monitor: {interval: 30s, scrapeTimeout: 10s, sampleLimit: 1000, endpoint: {scheme: https}}
				management: {basePath: /ops}
				""").only("PodMonitor");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/interval").asString()).isEqualTo("30s");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/scrapeTimeout").asString()).isEqualTo("10s");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/scheme").asString()).isEqualTo("https");
		assertThat(monitor.at("/spec/podMetricsEndpoints/0/path").asString()).isEqualTo("/ops/prometheus");
		assertThat(monitor.at("/spec/sampleLimit").asInt()).isEqualTo(1000);
		assertThat(
				Charts.render("monitor: {sampleLimit: 0}").only("PodMonitor").at("/spec/sampleLimit").isMissingNode())
			.isTrue();
	}

	@Test
	void onePortIsScrapedByItsName() {
		assertThat(Charts.render("ports: {management: 8080}")
			.only("PodMonitor")
			.at("/spec/podMetricsEndpoints/0/port")
			.asString()).isEqualTo("http");
	}

	@Test
	void aServiceMonitorHasAServiceOfItsOwn() {
		Rendering rendering = Charts.render("monitor: {kind: ServiceMonitor}");
		KubernetesObject monitor = rendering.only("ServiceMonitor");
		KubernetesObject service = rendering.object("Service", "shop-metrics");
		assertThat(rendering.kinds()).doesNotContain("PodMonitor");
		assertThat(service.at("/spec/clusterIP").asString()).isEqualTo("None");
		assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
		assertThat(service.at("/spec/ports/0/name")).isEqualTo(monitor.at("/spec/endpoints/0/port"));
		monitor.at("/spec/selector/matchLabels").properties().forEach((label) -> {
			assertThat(service.at("/metadata/labels").get(label.getKey())).isEqualTo(label.getValue());
		});
		// The users' Service has no management port, so it must not be selected.
		assertThat(rendering.object("Service", "shop").at("/metadata/labels").has("app.kubernetes.io/component"))
			.isFalse();
	}

	@Test
	void canBeSwitchedOff() {
		for (String kind : new String[] { "PodMonitor", "ServiceMonitor" }) {
			Rendering rendering = Charts.render("monitor: {enabled: false, kind: " + kind + "}");
			assertThat(rendering.kinds()).doesNotContain("PodMonitor", "ServiceMonitor");
			assertThat(rendering.only("Service").name()).isEqualTo("shop");
		}
	}

}
