package dev.telltale.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.BDDAssertions.then;
import static dev.telltale.chart.ChartAssertions.assertThat;

/**
 * One chart a fault, and the one thing that is said of it.
 */
@RequiresHelm
class ProblemTests {

	private static final String DEPLOYMENT = """
			apiVersion: apps/v1
			kind: Deployment
			metadata:
			  name: web
			spec:
			  selector:
			    matchLabels: {app: web}
			  template:
			    metadata:
			      labels: {app: web}
			    spec:
			      containers:
			        - name: web
			          image: registry.example/web:1
			          ports:
			            - {name: http, containerPort: 8080}
			          env:
			            - {name: A, value: "1"}
			          volumeMounts:
			            - {name: tmp, mountPath: /tmp}
			      volumes:
			        - {name: tmp, emptyDir: {}}
			""";

	private static final String SERVICE = """
			---
			apiVersion: v1
			kind: Service
			metadata:
			  name: web
			  labels: {app: web}
			spec:
			  selector: {app: web}
			  ports:
			    - {name: http, port: 80, targetPort: http}
			""";

	private static final String POD_MONITOR = """
			---
			apiVersion: monitoring.coreos.com/v1
			kind: PodMonitor
			metadata:
			  name: web
			spec:
			  selector:
			    matchLabels: {app: web}
			  podMetricsEndpoints:
			    - {port: http, interval: 15s}
			""";

	private static final String RULE = """
			---
			apiVersion: monitoring.coreos.com/v1
			kind: PrometheusRule
			metadata:
			  name: web
			spec:
			  groups:
			    - name: web
			      rules:
			        - {alert: WebDown, expr: up == 0, for: 5m}
			""";

	@Test
	void findsNothingInAGoodChart() {
		Rendering shop = Chart.in(Fixtures.folder("shop")).name("shop").set("ingress.host", "shop.example").render();
		assertThat(shop).isValid();
		then(shop).isValid();
	}

	@Test
	void findsNothingInGoodObjects() throws IOException {
		assertThat(Fixtures.of(DEPLOYMENT + SERVICE + POD_MONITOR + RULE).render()).isValid();
	}

	@Test
	void unknownField() throws IOException {
		problem(DEPLOYMENT.replace("volumeMounts:", "livenesProbe: {}\n          volumeMounts:"),
				"Deployment web /spec/template/spec/containers/0/livenesProbe: unknown field");
	}

	@Test
	void unknownFieldOfMetadata() throws IOException {
		problem(POD_MONITOR.replace("  name: web\nspec", "  name: web\n  lables: {a: b}\nspec"),
				"PodMonitor web /metadata/lables: unknown field");
	}

	@Test
	void unknownFieldOfACustomResource() throws IOException {
		problem(POD_MONITOR.replace("interval", "intervall"),
				"PodMonitor web /spec/podMetricsEndpoints/0/intervall: unknown field");
	}

	@Test
	void severalMistakesInOneObject() throws IOException {
		Rendering rendering = Fixtures
			.of(DEPLOYMENT.replace("spec:\n  selector", "spec:\n  replica: 2\n  replicas: '2'\n  selector")
				.replace("\"1\"", "true"))
			.render();
		then(rendering.problems()).extracting(Problem::toString)
			.containsExactlyInAnyOrder("Deployment web /spec/replica: unknown field",
					"Deployment web /spec/replicas: \"2\" is a string, must be an integer",
					"Deployment web /spec/template/spec/containers/0/env/0/value: true is a boolean, must be a string");
	}

	@Test
	void wrongType() throws IOException {
		problem(DEPLOYMENT.replace("\"1\"", "8080"),
				"Deployment web /spec/template/spec/containers/0/env/0/value: 8080 is an integer, must be a string");
	}

	@Test
	void aWordThatIsABooleanToKubernetes() throws IOException {
		problem(DEPLOYMENT.replace("\"1\"", "yes"),
				"Deployment web /spec/template/spec/containers/0/env/0/value: true is a boolean, must be a string");
	}

	@Test
	void aNumberThatIsNoInteger() throws IOException {
		problem(DEPLOYMENT.replace("8080", "8080.5"),
				"Deployment web /spec/template/spec/containers/0/ports/0/containerPort: 8080.5 is a number, must be an integer");
	}

	@Test
	void wrongTypeInACustomResource() throws IOException {
		problem(POD_MONITOR.replace("15s", "15s, honorLabels: 'no'"),
				"PodMonitor web /spec/podMetricsEndpoints/0/honorLabels: \"no\" string found, boolean expected");
	}

	@Test
	void missingRequired() throws IOException {
		problem(DEPLOYMENT.replace("  selector:\n    matchLabels: {app: web}\n", ""),
				"Deployment web /spec/selector: required, but missing");
	}

	@Test
	void missingRequiredDeepInside() throws IOException {
		problem(DEPLOYMENT.replace("{name: A, value: \"1\"}", "{value: \"1\"}"),
				"Deployment web /spec/template/spec/containers/0/env/0/name: required, but missing");
	}

	@Test
	void missingRequiredOfACustomResource() throws IOException {
		problem(RULE.replace(", expr: up == 0", ""),
				"PrometheusRule web /spec/groups/0/rules/0/expr: required, but missing");
	}

	@Test
	void patternOfACustomResource() throws IOException {
		problem(RULE.replace("5m}", "5minutes}"),
				"PrometheusRule web /spec/groups/0/rules/0/for: \"5minutes\" does not match the regex pattern"
						+ " ^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$");
	}

	@Test
	void enumOfACustomResource() throws IOException {
		problem(POD_MONITOR.replace("15s", "15s, scheme: ftp"),
				"PodMonitor web /spec/podMetricsEndpoints/0/scheme: \"ftp\" does not have a value in the enumeration"
						+ " [\"http\", \"https\", \"HTTP\", \"HTTPS\"]");
	}

	@Test
	void wordThatAFieldCannotHave() throws IOException {
		problem(DEPLOYMENT.replace("image: registry", "imagePullPolicy: Sometimes\n          image: registry"),
				"Deployment web /spec/template/spec/containers/0/imagePullPolicy: \"Sometimes\" is none of Always,"
						+ " IfNotPresent, Never");
	}

	@Test
	void duplicateEnvironmentVariable() throws IOException {
		problem(DEPLOYMENT.replace("- {name: A, value: \"1\"}",
				"- {name: A, value: \"1\"}\n            - {name: A, value: \"2\"}"),
				"Deployment web /spec/template/spec/containers/0/env/1/name: A is there twice");
	}

	@Test
	void duplicatePort() throws IOException {
		problem(DEPLOYMENT.replace("- {name: http, containerPort: 8080}",
				"- {name: http, containerPort: 8080}\n            - {name: admin, containerPort: 8080}"),
				"Deployment web /spec/template/spec/containers/0/ports/1: port 8080 is there twice");
	}

	@Test
	void duplicateItemOfACustomResource() throws IOException {
		problem(RULE + RULE.substring(RULE.indexOf("    - name: web")),
				"PrometheusRule web /spec/groups/1: is there twice: name \"web\"");
	}

	@Test
	void duplicateObject() throws IOException {
		problem(SERVICE + SERVICE, "Service web: is rendered twice, here by faulty/templates/all.yaml");
	}

	@Test
	void duplicateKey() throws IOException {
		Rendering rendering = Fixtures.of(RULE.replace("kind: P", "kind: Other\nkind: P")).render();
		then(rendering.problems()).singleElement()
			.hasToString("faulty/templates/all.yaml: no valid YAML in line 3: found duplicate key kind");
		assertThatExceptionOfType(ChartException.class).isThrownBy(rendering::objects)
			.withMessage("faulty/templates/all.yaml: no valid YAML in line 3: found duplicate key kind");
	}

	@Test
	void unknownKind() throws IOException {
		problem(SERVICE.replace("v1", "v7"),
				"Service web: is of a kind that nobody knows, v7 Service: correct the version, or name the definition of a"
						+ " custom resource by Chart.definitions");
	}

	@Test
	void kindOfADefinition(@TempDir Path folder) throws IOException {
		Chart chart = Fixtures.of("""
				apiVersion: example.org/v1
				kind: Kettle
				metadata: {name: web}
				spec: {litres: two, colour: red, lids: [{size: 1}, {size: 1}]}
				""");
		Path file = Files.writeString(folder.resolve("kettles.yaml"), """
				# Of the kitchen.
				---
				apiVersion: apiextensions.k8s.io/v1
				kind: CustomResourceDefinition
				spec:
				  group: example.org
				  names: {kind: Kettle}
				  versions:
				    - name: v1
				      schema:
				        openAPIV3Schema:
				          type: object
				          properties:
				            apiVersion: {type: string}
				            kind: {type: string}
				            metadata: {type: object}
				            spec:
				              type: object
				              required: [whistles]
				              properties:
				                litres: {x-kubernetes-int-or-string: true, pattern: '^[0-9]+$'}
				                whistles: {type: boolean}
				                lids:
				                  type: array
				                  x-kubernetes-list-type: map
				                  x-kubernetes-list-map-keys: [size]
				                  items: {type: object, properties: {size: {type: integer}}}
				""");
		then(chart.definitions(file).render().problems()).extracting(Problem::toString)
			.containsExactlyInAnyOrder("Kettle web /spec/litres: \"two\" does not match the regex pattern ^[0-9]+$",
					"Kettle web /spec/colour: unknown field", "Kettle web /spec/whistles: required, but missing",
					"Kettle web /spec/lids/1: is there twice: size 1");
		assertThatExceptionOfType(ChartException.class)
			.isThrownBy(() -> chart.definitions(Files.writeString(folder.resolve("other.yaml"), "kind: Other")))
			.withMessageStartingWith("No definitions in ")
			.withMessageEndingWith("other.yaml: there is no object of kind CustomResourceDefinition");
	}

	@Test
	void fieldsThatADefinitionOnlySpeaksOf() throws IOException {
		assertThat(Fixtures.of("""
				apiVersion: apiextensions.k8s.io/v1
				kind: CustomResourceDefinition
				metadata: {name: kettles.example.org}
				spec:
				  group: example.org
				  scope: Namespaced
				  names: {kind: Kettle, plural: kettles}
				  versions:
				    - name: v1
				      served: true
				      storage: true
				      schema:
				        openAPIV3Schema:
				          type: object
				          properties:
				            limits: {type: object}
				            protocol: {type: string, default: tea}
				""").render()).isValid();
	}

	@Test
	void noKind() throws IOException {
		problem("a: 1", "object without a kind (no name): faulty/templates/all.yaml renders something without"
				+ " apiVersion or kind");
	}

	@Test
	void nameThatIsTooLong() throws IOException {
		String name = "w".repeat(64);
		problem(SERVICE.replace("  name: web", "  name: " + name),
				"Service " + name + " /metadata/name: has 64 characters, at most 63 fit");
	}

	@Test
	void nameThatIsNone() throws IOException {
		problem(SERVICE.replace("  name: web", "  name: 1-web"),
				"Service 1-web /metadata/name: \"1-web\" is no name: use a-z, 0-9 and -, begin with a letter, end with a"
						+ " letter or digit");
	}

	@Test
	void labelThatIsTooLong() throws IOException {
		problem(SERVICE.replace("  labels: {app: web}", "  labels: {app: " + "w".repeat(64) + "}"),
				"Service web /metadata/labels/app: has 64 characters, at most 63 fit in a label");
	}

	@Test
	void labelWithSpaces() throws IOException {
		problem(SERVICE.replace("  labels: {app: web}", "  labels: {app: of the web}"),
				"Service web /metadata/labels/app: \"of the web\" is no label value: use letters, digits, -, _ and .,"
						+ " begin and end with a letter or digit");
	}

	@Test
	void nameOfAPortThatIsTooLong() throws IOException {
		problem(DEPLOYMENT.replace("name: http", "name: management-of-it"),
				"Deployment web /spec/template/spec/containers/0/ports/0/name: \"management-of-it\" is no name of a port:"
						+ " use a-z, 0-9 and -, one letter at least, at most 15 characters");
	}

	@Test
	void portThatIsNone() throws IOException {
		problem(DEPLOYMENT.replace("8080", "80800"),
				"Deployment web /spec/template/spec/containers/0/ports/0/containerPort: 80800 is no port: use 1 to 65535");
	}

	@Test
	void quantityThatIsNone() throws IOException {
		problem(DEPLOYMENT.replace("image: registry",
				"resources: {limits: {memory: 512MB, cpu: 1}}\n          image: registry"),
				"Deployment web /spec/template/spec/containers/0/resources/limits/memory: \"512MB\" is no quantity:"
						+ " write it like 100m, 1.5, 512Mi or 2G");
	}

	@Test
	void selectorThatMatchesNoPod() throws IOException {
		problem(DEPLOYMENT + SERVICE.replace("selector: {app: web}", "selector: {app: wbe}"),
				"Service web /spec/selector: app=wbe matches no pod");
	}

	@Test
	void selectorThatDoesNotMatchItsOwnPods() throws IOException {
		problem(DEPLOYMENT.replace("matchLabels: {app: web}", "matchLabels: {app: web, tier: front}"),
				"Deployment web /spec/selector: app=web,tier=front does not match the labels of its own pods");
	}

	@Test
	void monitorThatMatchesNoPod() throws IOException {
		problem(DEPLOYMENT + POD_MONITOR.replace("{app: web}", "{app: wbe}"),
				"PodMonitor web /spec/selector: app=wbe matches no pod");
	}

	@Test
	void monitorOfALabelThatNoPodHas() throws IOException {
		problem(DEPLOYMENT + POD_MONITOR.replace("spec:\n", "spec:\n  jobLabel: job\n"),
				"PodMonitor web /spec/jobLabel: no selected pod has the label job");
	}

	@Test
	void monitorThatMatchesNoService() throws IOException {
		problem(DEPLOYMENT + SERVICE + """
				---
				apiVersion: monitoring.coreos.com/v1
				kind: ServiceMonitor
				metadata: {name: web}
				spec:
				  selector: {matchLabels: {app: wbe}}
				  endpoints: [{port: http}]
				""", "ServiceMonitor web /spec/selector: app=wbe matches no service");
	}

	@Test
	void portNameThatNoPodHas() throws IOException {
		problem(DEPLOYMENT + SERVICE.replace("targetPort: http", "targetPort: htpp"),
				"Service web /spec/ports/0/targetPort: no port of the selected pods has the name htpp: there are http");
	}

	@Test
	void portNameThatTheContainerOfAProbeHasNot() throws IOException {
		problem(DEPLOYMENT.replace("image: registry",
				"readinessProbe: {httpGet: {port: management, path: /}}\n          image: registry"),
				"Deployment web /spec/template/spec/containers/0/readinessProbe/httpGet/port: no port of its container has"
						+ " the name management: there are http");
	}

	@Test
	void portNameOfAMonitorThatNobodyHas() throws IOException {
		problem(DEPLOYMENT + POD_MONITOR.replace("port: http", "port: management"),
				"PodMonitor web /spec/podMetricsEndpoints/0/port: no port of the selected pods has the name management:"
						+ " there are http");
	}

	@Test
	void portNameOfANetworkPolicyThatNobodyHas() throws IOException {
		problem(DEPLOYMENT + """
				---
				apiVersion: networking.k8s.io/v1
				kind: NetworkPolicy
				metadata: {name: web}
				spec:
				  podSelector: {matchLabels: {app: web}}
				  ingress:
				    - ports: [{port: management}]
				""",
				"NetworkPolicy web /spec/ingress/0/ports/0/port: no port of the selected pods has the name management:"
						+ " there are http");
	}

	@Test
	void volumeThatIsNotThere() throws IOException {
		problem(DEPLOYMENT.replace("- {name: tmp, mount", "- {name: temp, mount"),
				"Deployment web /spec/template/spec/containers/0/volumeMounts/0/name: no volume has the name temp: there"
						+ " are tmp");
	}

	@Test
	void autoscalerWithoutATarget() throws IOException {
		problem(DEPLOYMENT + autoscaler("wbe"),
				"HorizontalPodAutoscaler web /spec/scaleTargetRef: there is no Deployment wbe");
	}

	@Test
	void autoscalerAndReplicas() throws IOException {
		problem(DEPLOYMENT.replace("spec:\n  selector", "spec:\n  replicas: 2\n  selector") + autoscaler("web"),
				"Deployment web /spec/replicas: HorizontalPodAutoscaler web sets the replicas too: leave them out here,"
						+ " or each upgrade resets them");
	}

	@Test
	void ingressToAServiceThatIsNotThere() throws IOException {
		problem(DEPLOYMENT + SERVICE + ingress("wbe", "name: http"),
				"Ingress web /spec/rules/0/http/paths/0/backend/service: there is no Service wbe");
	}

	@Test
	void ingressToAPortThatIsNotThere() throws IOException {
		problem(DEPLOYMENT + SERVICE + ingress("web", "number: 8080"),
				"Ingress web /spec/rules/0/http/paths/0/backend/service: Service web has no port 8080");
	}

	@Test
	void routeToAPortThatIsNotThere() throws IOException {
		problem(DEPLOYMENT + SERVICE + """
				---
				apiVersion: gateway.networking.k8s.io/v1
				kind: HTTPRoute
				metadata: {name: web}
				spec:
				  parentRefs: [{name: gateway}]
				  rules:
				    - backendRefs: [{name: web, port: 8080}]
				""", "HTTPRoute web /spec/rules/0/backendRefs/0: Service web has no port 8080");
	}

	@Test
	void faultyHook() throws IOException {
		problem("""
				apiVersion: v1
				kind: Pod
				metadata:
				  name: web-test
				  annotations:
				    helm.sh/hook: test
				spec:
				  restartPolicy: Never
				  containers:
				    - {name: test, imgae: registry.example/test:1}
				""", "Pod web-test /spec/containers/0/imgae: unknown field");
	}

	@Test
	void failsWithAllProblems() throws IOException {
		Rendering rendering = Fixtures.of(DEPLOYMENT.replace("8080", "80800") + RULE.replace("5m}", "5m, fro: 1}"))
			.render();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(rendering).isValid())
			.withMessageContainingAll("2 problems", "80800 is no port",
					"PrometheusRule web /spec/groups/0/rules/0/fro: unknown field");
	}

	private static String autoscaler(String target) {
		return """
				---
				apiVersion: autoscaling/v2
				kind: HorizontalPodAutoscaler
				metadata: {name: web}
				spec:
				  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
				  maxReplicas: 3
				""".formatted(target);
	}

	private static String ingress(String service, String port) {
		return """
				---
				apiVersion: networking.k8s.io/v1
				kind: Ingress
				metadata: {name: web}
				spec:
				  rules:
				    - http:
				        paths:
				          - path: /
				            pathType: Prefix
				            backend: {service: {name: %s, port: {%s}}}
				""".formatted(service, port);
	}

	private static void problem(String template, String problem) throws IOException {
		then(Fixtures.of(template).render().problems()).singleElement().hasToString(problem);
	}

}
