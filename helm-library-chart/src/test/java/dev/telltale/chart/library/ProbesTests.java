package dev.telltale.chart.library;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.telltale.chart.RequiresHelm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code parts/_probes.tpl}.
 */
@RequiresHelm
class ProbesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					ports: {}                                        | http       | /livez                     | /readyz
					probes: {port: management}                       | management | /actuator/health/liveness  | /actuator/health/readiness
					{probes: {port: management}, management: {basePath: /ops}} | management | /ops/health/liveness | /ops/health/readiness
					{probes: {port: management}, ports: {management: 8080}}    | http | /actuator/health/liveness | /actuator/health/readiness
					{probes: {port: grpc}, ports: {extra: {grpc: 9000}}}       | grpc | /livez               | /readyz
					""")
	void asksThePortThatIsSaid(String values, String port, String liveness, String readiness) {
		JsonNode container = container(values);
		for (String probe : new String[] { "startupProbe", "livenessProbe", "readinessProbe" }) {
			assertThat(container.at("/" + probe + "/httpGet/port").asString()).isEqualTo(port);
			assertThat(container.at("/" + probe + "/httpGet/path").asString())
				.isEqualTo(probe.startsWith("readiness") ? readiness : liveness);
		}
	}

	@Test
	void aStartHasItsBudgetWhateverThePeriod() {
		JsonNode probe = container("probes: {startup: {budgetSeconds: 100, periodSeconds: 3, timeoutSeconds: 1}}")
			.get("startupProbe");
		assertThat(probe.path("periodSeconds").asInt()).isEqualTo(3);
		assertThat(probe.path("timeoutSeconds").asInt()).isEqualTo(1);
		assertThat(probe.path("failureThreshold").asInt()).isEqualTo(34);
		assertThat(container("").at("/startupProbe/failureThreshold").asInt()).isEqualTo(60);
	}

	@Test
	void pathsAndTimesAreSaid() {
		JsonNode container = container("""
				probes:
				  scheme: HTTPS
				  liveness: {path: /alive, periodSeconds: 7, timeoutSeconds: 3, failureThreshold: 4}
				  readiness: {path: /able, periodSeconds: 8, timeoutSeconds: 5, failureThreshold: 6}
				""");
		assertThat(container.get("livenessProbe")).hasToString(
				"{\"httpGet\":{\"path\":\"/alive\",\"port\":\"http\",\"scheme\":\"HTTPS\"},\"periodSeconds\":7,\"timeoutSeconds\":3,\"failureThreshold\":4}");
		assertThat(container.get("readinessProbe")).hasToString(
				"{\"httpGet\":{\"path\":\"/able\",\"port\":\"http\",\"scheme\":\"HTTPS\"},\"periodSeconds\":8,\"timeoutSeconds\":5,\"failureThreshold\":6}");
		assertThat(container.at("/startupProbe/httpGet/path").asString()).isEqualTo("/alive");
	}

	@ParameterizedTest
	@ValueSource(strings = { "startup", "liveness", "readiness" })
	void eachCanBeSwitchedOff(String probe) {
		JsonNode container = container("probes: {" + probe + ": {enabled: false}}");
		assertThat(container.has(probe + "Probe")).isFalse();
		assertThat(container("").has(probe + "Probe")).isTrue();
	}

	private static JsonNode container(String values) {
		return Charts.render(values).only("Deployment").at("/spec/template/spec/containers/0");
	}

}
