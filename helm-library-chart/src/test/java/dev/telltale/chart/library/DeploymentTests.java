package dev.telltale.chart.library;

import java.util.ArrayList;
import java.util.List;

import dev.telltale.chart.RequiresHelm;
import dev.telltale.chart.KubernetesObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code objects/_deployment.tpl} and what it is made of.
 */
@RequiresHelm
class DeploymentTests {

	private static final String POD = "/spec/template/spec";

	private static final String CONTAINER = POD + "/containers/0";

	@Test
	void isThereUnlessTheChartHasNoWorkload() {
		assertThat(deployment("").name()).isEqualTo("shop");
		assertThat(Charts.render("workload: {enabled: false}").objects()).isEmpty();
	}

	@Test
	void selectsItsPodsByLabelsThatNeverChange() {
		KubernetesObject deployment = deployment("labels: {cost-centre: \"4711\"}");
		assertThat(deployment.at("/spec/selector/matchLabels").propertyNames())
			.containsExactlyInAnyOrder("app.kubernetes.io/name", "app.kubernetes.io/instance");
		assertThat(deployment.at("/spec/template/metadata/labels/cost-centre").asString()).isEqualTo("4711");
		// An upgrade of the chart alone replaces no pod.
		assertThat(deployment.at("/spec/template/metadata/labels").propertyNames()).doesNotContain("helm.sh/chart");
	}

	@Test
	void podsCarryWhatMetricsAreLabelledBy() {
		KubernetesObject deployment = deployment("team: shop\nservice: {environment: production}");
		JsonNode labels = deployment.at("/spec/template/metadata/labels");
		assertThat(labels.path("tier").asString()).isEqualTo("service");
		assertThat(labels.path("team").asString()).isEqualTo("shop");
		assertThat(labels.path("environment").asString()).isEqualTo("production");
		assertThat(labels.path("app.kubernetes.io/name").asString()).isEqualTo("shop");
		assertThat(deployment("").at("/spec/template/metadata/labels").propertyNames()).doesNotContain("team",
				"environment");
	}

	@Test
	void hasTwoPodsUnlessSaidOrScaled() {
		assertThat(deployment("").at("/spec/replicas").asInt()).isEqualTo(2);
		assertThat(deployment("replicas: 0").at("/spec/replicas").asInt()).isZero();
		assertThat(deployment("replicas: 5").at("/spec/replicas").asInt()).isEqualTo(5);
		assertThat(deployment("autoscaling: {enabled: true}").at("/spec/replicas").isMissingNode()).isTrue();
	}

	@Test
	void isCompleteForThePodSecurityProfileRestricted() {
		KubernetesObject deployment = deployment("");
		assertThat(deployment.at(POD + "/securityContext").toString())
			.isEqualTo("{\"runAsNonRoot\":true,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}");
		JsonNode container = deployment.at(CONTAINER + "/securityContext");
		assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
		assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
		assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
		assertThat(deployment.at(POD + "/automountServiceAccountToken").asBoolean(true)).isFalse();
		assertThat(deployment.at(POD + "/enableServiceLinks").asBoolean(true)).isFalse();
	}

	@Test
	void securityIsAddedToAndKeepsTheRest() {
		KubernetesObject deployment = deployment(
				"podSecurityContext: {fsGroup: 10001}\nsecurityContext: {runAsUser: 10001, readOnlyRootFilesystem: false}");
		assertThat(deployment.at(POD + "/securityContext/fsGroup").asInt()).isEqualTo(10001);
		assertThat(deployment.at(POD + "/securityContext/runAsNonRoot").asBoolean()).isTrue();
		assertThat(deployment.at(CONTAINER + "/securityContext/runAsUser").asInt()).isEqualTo(10001);
		assertThat(deployment.at(CONTAINER + "/securityContext/readOnlyRootFilesystem").asBoolean(true)).isFalse();
		assertThat(deployment.at(CONTAINER + "/securityContext/capabilities/drop/0").asString()).isEqualTo("ALL");
	}

	@Test
	void imageIsNamedByTagOrDigestOrTheVersionOfTheChart() {
		assertThat(image("")).isEqualTo("registry.example/shop/orders:1.4.2");
		assertThat(image("image: {tag: 2.0.0}")).isEqualTo("registry.example/shop/orders:2.0.0");
		String digest = "sha256:" + "0f".repeat(32);
		assertThat(image("image: {tag: 2.0.0, digest: \"" + digest + "\"}"))
			.isEqualTo("registry.example/shop/orders@" + digest);
		KubernetesObject deployment = deployment("image: {pullPolicy: Always, pullSecrets: [registry]}");
		assertThat(deployment.at(CONTAINER + "/imagePullPolicy").asString()).isEqualTo("Always");
		assertThat(deployment.at(POD + "/imagePullSecrets/0/name").asString()).isEqualTo("registry");
	}

	@Test
	void aVersionThatIsNoLabelIsMadeOne() {
		KubernetesObject deployment = deployment("service: {version: \"1.2.3+build.7\"}");
		assertThat(deployment.at("/metadata/labels/app.kubernetes.io~1version").asString()).isEqualTo("1.2.3_build.7");
	}

	@Test
	void podsStopAfterAPauseAndAllTheirTime() {
		KubernetesObject deployment = deployment("shutdown: {preStopSeconds: 10, timeoutSeconds: 45}");
		assertThat(deployment.at(CONTAINER + "/lifecycle/preStop/sleep/seconds").asInt()).isEqualTo(10);
		assertThat(deployment.at(POD + "/terminationGracePeriodSeconds").asInt()).isEqualTo(60);
		KubernetesObject atOnce = deployment("shutdown: {preStopSeconds: 0}");
		assertThat(atOnce.at(CONTAINER + "/lifecycle").isMissingNode()).isTrue();
		assertThat(atOnce.at(POD + "/terminationGracePeriodSeconds").asInt()).isEqualTo(35);
	}

	@Test
	void heapIsAShareOfTheMemory() {
		assertThat(variable("", "JAVA_TOOL_OPTIONS")).isEqualTo("-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError"
				+ " -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/tmp");
		assertThat(variable("jvm: {maxRamPercentage: 62.5, heapDump: false, options: [-XX:+UseZGC, -Xss512k]}",
				"JAVA_TOOL_OPTIONS"))
			.isEqualTo("-XX:MaxRAMPercentage=62.5 -XX:+ExitOnOutOfMemoryError -XX:+UseZGC -Xss512k");
		KubernetesObject deployment = deployment("");
		assertThat(deployment.at(CONTAINER + "/resources/limits/memory"))
			.isEqualTo(deployment.at(CONTAINER + "/resources/requests/memory"));
		assertThat(deployment.at(CONTAINER + "/resources/limits/cpu").isMissingNode()).isTrue();
	}

	@Test
	void onlyTheEndpointOfTracesIsSetAndNeverBlank() {
		assertThat(names(deployment(""))).noneMatch((name) -> name.startsWith("OTEL_"));
		KubernetesObject deployment = deployment("tracing: {endpoint: \"http://collector:4318/v1/traces\"}");
		assertThat(names(deployment)).contains("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
			.doesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT");
		assertThat(variable("tracing: {endpoint: \"http://collector:4318/v1/traces\"}",
				"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
			.isEqualTo("http://collector:4318/v1/traces");
	}

	@Test
	void podLearnsWhereItRuns() {
		List<String> names = names(deployment("cluster: eu-1"));
		assertThat(names).contains("K8S_CLUSTER_NAME", "K8S_NAMESPACE_NAME", "K8S_NODE_NAME", "K8S_DEPLOYMENT_NAME",
				"K8S_POD_NAME", "K8S_POD_UID", "K8S_CONTAINER_NAME");
		assertThat(names(deployment(""))).doesNotContain("K8S_CLUSTER_NAME");
		assertThat(variable("containerName: orders", "K8S_CONTAINER_NAME")).isEqualTo("orders");
	}

	@Test
	void variablesAreTextsOrReferences() {
		KubernetesObject deployment = deployment("""
				env:
				  GREETING: "8080"
				  PASSWORD: {secretKeyRef: {name: orders-db, key: password}}
				envFrom: {configMaps: [flags], secrets: [orders-db]}
				""");
		assertThat(env(deployment, "GREETING").path("value").asString()).isEqualTo("8080");
		assertThat(env(deployment, "PASSWORD").at("/valueFrom/secretKeyRef/key").asString()).isEqualTo("password");
		assertThat(deployment.at(CONTAINER + "/envFrom/0/configMapRef/name").asString()).isEqualTo("flags");
		assertThat(deployment.at(CONTAINER + "/envFrom/1/secretRef/name").asString()).isEqualTo("orders-db");
	}

	@Test
	void secretsCanBeReadAsFiles() {
		String longName = "a-secret.of-a-vault-".repeat(4) + "x";
		KubernetesObject deployment = deployment("secretFiles: [orders-db, \"" + longName + "\"]");
		assertThat(env(deployment, "SPRING_CONFIG_IMPORT").path("value").asString())
			.isEqualTo("configtree:/etc/observability-secrets/orders-db/,configtree:/etc/observability-secrets/"
					+ longName + "/");
		assertThat(deployment.at(POD + "/volumes").findValuesAsString("secretName")).containsExactly("orders-db",
				longName);
	}

	@Test
	void containersAndVolumesAreAdded() {
		KubernetesObject deployment = deployment("""
				volumes: [{name: certificates, secret: {secretName: tls}}]
				volumeMounts: [{name: certificates, mountPath: /etc/certificates}]
				initContainers: [{name: migrate, image: "registry.example/migrate:1", securityContext: %1$s}]
				extraContainers: [{name: proxy, image: "registry.example/proxy:1", securityContext: %1$s}]
				tmp: {sizeLimit: 3Gi}
				command: [java]
				args: [-jar, app.jar]
				""".formatted(Charts.RESTRICTED));
		assertThat(deployment.at(POD + "/volumes").findValuesAsString("name")).contains("config", "tmp",
				"certificates");
		assertThat(deployment.at(CONTAINER + "/volumeMounts").findValuesAsString("mountPath"))
			.containsExactly("/etc/observability", "/tmp", "/etc/certificates");
		assertThat(deployment.at(POD + "/volumes/1/emptyDir/sizeLimit").asString()).isEqualTo("3Gi");
		assertThat(deployment.at(POD + "/initContainers/0/name").asString()).isEqualTo("migrate");
		assertThat(deployment.at(POD + "/containers/1/name").asString()).isEqualTo("proxy");
		assertThat(deployment.at(CONTAINER + "/command/0").asString()).isEqualTo("java");
		assertThat(deployment.at(CONTAINER + "/args/1").asString()).isEqualTo("app.jar");
	}

	@Test
	void severalPodsAreSpreadEachRevisionForItself() {
		JsonNode spread = deployment("").at(POD + "/topologySpreadConstraints");
		assertThat(spread.findValuesAsString("topologyKey")).containsExactly("topology.kubernetes.io/zone",
				"kubernetes.io/hostname");
		assertThat(spread.at("/0/whenUnsatisfiable").asString()).isEqualTo("ScheduleAnyway");
		assertThat(spread.at("/0/matchLabelKeys/0").asString()).isEqualTo("pod-template-hash");
		assertThat(deployment("replicas: 1").at(POD + "/topologySpreadConstraints").isMissingNode()).isTrue();
		assertThat(deployment("spread: []").at(POD + "/topologySpreadConstraints").isMissingNode()).isTrue();
	}

	@Test
	void aChangeOfTheConfigurationReplacesPods() {
		String before = checksum("");
		assertThat(checksum("replicas: 7")).isEqualTo(before);
		assertThat(checksum("service: {environment: production}")).isNotEqualTo(before);
		assertThat(checksum("slo: {objectives: {http: {availability: {objective: 0.9}}}}")).isNotEqualTo(before);
	}

	private static String checksum(String values) {
		return deployment(values).at("/spec/template/metadata/annotations/checksum~1config").asString();
	}

	private static String image(String values) {
		return deployment(values).at(CONTAINER + "/image").asString();
	}

	private static String variable(String values, String name) {
		return env(deployment(values), name).path("value").asString();
	}

	private static JsonNode env(KubernetesObject deployment, String name) {
		for (JsonNode variable : deployment.at(CONTAINER + "/env")) {
			if (variable.path("name").asString().equals(name)) {
				return variable;
			}
		}
		throw new AssertionError("no variable " + name + " in " + names(deployment));
	}

	private static List<String> names(KubernetesObject deployment) {
		List<String> names = new ArrayList<>();
		deployment.at(CONTAINER + "/env").forEach((variable) -> names.add(variable.path("name").asString()));
		return names;
	}

	private static KubernetesObject deployment(String values) {
		return Charts.render(values).only("Deployment");
	}

}
