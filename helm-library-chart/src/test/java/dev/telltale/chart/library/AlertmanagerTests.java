package dev.telltale.chart.library;

import java.io.IOException;
import java.nio.file.Files;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.mixins.Yaml;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_alertmanager.tpl}.
 */
@RequiresHelm
class AlertmanagerTests {

	@Test
	void isOffUnlessSwitchedOn() {
		assertThat(Charts.render("").kinds()).doesNotContain("AlertmanagerConfig");
	}

	@Test
	void routesAndInhibitionsAreThoseOfTheMixin() throws IOException {
		Rendering rendering = Charts.render("workload: {enabled: false}\nplatform: {alertmanager: {enabled: true}}");
		KubernetesObject config = rendering.only("AlertmanagerConfig");
		assertThat(config.name()).isEqualTo("shop-alertmanager");
		assertThat(config.at("/metadata/labels/release").asString()).isEqualTo("kube-prometheus-stack");
		assertThat(config.at("/spec"))
			.isEqualTo(Yaml.read(Files.readString(Charts.LIBRARY.resolve("alertmanager/config.yaml"))));
		assertThat(config.at("/spec/inhibitRules")).isNotEmpty();
		KubernetesObject templates = rendering.only("ConfigMap");
		assertThat(templates.at("/data/telltale.tmpl").asString())
			.isEqualToIgnoringWhitespace(Files.readString(Charts.LIBRARY.resolve("alertmanager/telltale.tmpl")));
	}

	@Test
	void receiversGetTheirChannels() {
		KubernetesObject config = Charts
			.render("""
					workload: {enabled: false}
					platform:
					  alertmanager:
					    enabled: true
					    receivers:
					      critical:
					        slackConfigs: [{apiURL: {name: alertmanager, key: slack-url}, channel: "#pages", sendResolved: true}]
					      warning:
					        webhookConfigs: [{url: "https://hooks.example"}]
					""")
			.only("AlertmanagerConfig");
		assertThat(receiver(config, "critical").at("/slackConfigs/0/channel").asString()).isEqualTo("#pages");
		assertThat(receiver(config, "warning").at("/webhookConfigs/0/url").asString())
			.isEqualTo("https://hooks.example");
		assertThat(receiver(config, "heartbeat").propertyNames()).containsExactly("name");
	}

	private static JsonNode receiver(KubernetesObject config, String name) {
		for (JsonNode receiver : config.at("/spec/receivers")) {
			if (receiver.path("name").asString().equals(name)) {
				return receiver;
			}
		}
		throw new AssertionError("no receiver " + name);
	}

}
