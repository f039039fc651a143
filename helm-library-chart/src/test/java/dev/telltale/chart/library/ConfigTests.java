package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import dev.telltale.chart.Rendering;
import dev.telltale.mixins.Yaml;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_config.tpl}: the application.yaml that the service reads.
 */
@RequiresHelm
class ConfigTests {

	@Test
	void isMountedWhereTheServiceLooks() {
		Rendering rendering = Charts.render("");
		KubernetesObject deployment = rendering.only("Deployment");
		String container = "/spec/template/spec/containers/0";
		assertThat(deployment.at("/spec/template/spec/volumes/0/configMap/name").asString())
			.isEqualTo(rendering.only("ConfigMap").name())
			.isEqualTo("shop-config");
		assertThat(deployment.at(container + "/volumeMounts/0/mountPath").asString()).isEqualTo("/etc/observability");
		assertThat(deployment.at(container + "/env").toString()).contains("file:/etc/observability/");
	}

	@Test
	void saysNamePortsAndTimes() {
		JsonNode application = application("shutdown: {timeoutSeconds: 20}\nports: {http: 9000, management: 9001}");
		assertThat(application.at("/spring/application/name").asString()).isEqualTo("shop");
		assertThat(application.at("/spring/lifecycle/timeout-per-shutdown-phase").asString()).isEqualTo("20s");
		assertThat(application.at("/server/port").asInt()).isEqualTo(9000);
		assertThat(application.at("/server/shutdown").asString()).isEqualTo("graceful");
		assertThat(application.at("/management/server/port").asInt()).isEqualTo(9001);
		assertThat(application.at("/management/endpoints/web/base-path").asString()).isEqualTo("/actuator");
	}

	// The service may have chosen two in its own application.yml.
	@Test
	void onePortIsSaidTwice() {
		JsonNode application = application("ports: {management: 8080}");
		assertThat(application.at("/server/port").asInt()).isEqualTo(8080);
		assertThat(application.at("/management/server/port").asInt()).isEqualTo(8080);
	}

	@Test
	void saysWhoTheServiceIs() {
		assertThat(application("").at("/telltale/service")).hasToString("{\"version\":\"1.4.2\"}");
		assertThat(application("service: {environment: production, version: \"7\"}").at("/telltale/service").toString())
			.contains("production");
		assertThat(application("name: orders").at("/spring/application/name").asString()).isEqualTo("orders");
	}

	@Test
	void objectivesOverrideThoseOfTheService() {
		JsonNode application = application(
				"""
						slo:
						  objectives:
						    orders: {availability: {objective: 0.999}, latency: {objective: 0.99, threshold: 300ms}, min-bad-events: 7}
						""");
		assertThat(application.at("/telltale/slo/objectives/orders/availability/objective").asDouble())
			.isEqualTo(0.999);
		assertThat(application.at("/telltale/slo/objectives/orders/latency/threshold").asString()).isEqualTo("300ms");
		assertThat(application.at("/telltale/slo/objectives/orders/min-bad-events").asInt()).isEqualTo(7);
		// An empty map would reach the service as an empty text.
		assertThat(application("").at("/telltale/slo").isMissingNode()).isTrue();
		assertThat(application("slo: {enabled: false}").at("/telltale/slo")).hasToString("{\"enabled\":false}");
	}

	@Test
	void logsAreAsTheStarterIsTold() {
		JsonNode logging = application(
				"logging: {console-format: json, stack-trace: {max-frames: 20}, access: {enabled: true}}")
			.at("/telltale/logging");
		assertThat(logging).hasToString(
				"{\"access\":{\"enabled\":true},\"console-format\":\"json\",\"stack-trace\":{\"max-frames\":20}}");
		assertThat(application("").at("/telltale/logging").isMissingNode()).isTrue();
	}

	@Test
	void tracesAreSampledAndDescribed() {
		JsonNode application = application(
				"tracing: {samplingProbability: 0, resourceAttributes: {region: eu, deployment.ring: inner}}");
		assertThat(application.at("/management/tracing/sampling/probability").asDouble(1)).isZero();
		assertThat(application.at("/management/opentelemetry/resource-attributes/deployment.ring").asString())
			.isEqualTo("inner");
		assertThat(application("").at("/management/tracing").isMissingNode()).isTrue();
	}

	@Test
	void otherPropertiesAreMergedIn() {
		JsonNode application = application(
				"config: {spring: {threads: {virtual: {enabled: true}}}, orders: {limit: 12}, telltale: {http: {enabled: true}}}");
		assertThat(application.at("/spring/threads/virtual/enabled").asBoolean()).isTrue();
		assertThat(application.at("/spring/application/name").asString()).isEqualTo("shop");
		assertThat(application.at("/orders/limit").asInt()).isEqualTo(12);
		assertThat(application.at("/telltale/http/enabled").asBoolean()).isTrue();
		assertThat(application.at("/telltale/service/version").asString()).isEqualTo("1.4.2");
	}

	private static JsonNode application(String values) {
		return Yaml.read(Charts.render(values).only("ConfigMap").at("/data/application.yaml").asString());
	}

}
