package dev.telltale.chart.library;

import dev.telltale.chart.ChartException;
import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is refused, and what is said: the path of the value, and what to do.
 */
@RequiresHelm
class BadInputTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					image: {repository: ""}                    | observability.image.repository is missing: set it to the image of the service, such as registry.example/shop/orders
					slo: {objectives: {orders: {availability: {objective: 99.9}}}} | observability.slo.objectives.orders.availability.objective is 99.9: write a ratio above 0 and below 1, such as 0.999
					slo: {objectives: {orders: {latency: {objective: 1}}}} | observability.slo.objectives.orders.latency.objective is 1: write a ratio above 0 and below 1, such as 0.999
					slo: {objectives: {orders: {latency: {objective: 0}}}} | observability.slo.objectives.orders.latency.objective is 0: write a ratio above 0 and below 1, such as 0.999
					probes: {port: grpc}                       | observability.probes.port is "grpc", which no port of the container is called: choose one of http, management, or add it to ports.extra
					ports: {extra: {grpc: 8080}}               | is 8080, which is the port "grpc" already: give it another number
					ports: {extra: {http: 9000}}               | observability.ports.extra.http is a name that the chart uses: set ports.http
					{autoscaling: {enabled: true}, replicas: 3} | observability.replicas is 3 while autoscaling.enabled is true, which sets the number itself: leave replicas out, or set autoscaling.minReplicas
					autoscaling: {enabled: true, minReplicas: 11} | observability.autoscaling.minReplicas is 11, above autoscaling.maxReplicas, which is 10: raise the one or lower the other
					autoscaling: {enabled: true, cpu: null}    | observability.autoscaling has nothing to scale by: set autoscaling.cpu, autoscaling.memory or autoscaling.pods
					{autoscaling: {enabled: true}, resources: {requests: {cpu: null}}} | observability.autoscaling.cpu is a share of what is requested, and resources.requests.cpu is missing: set it
					resources: {limits: {memory: null}}        | observability.resources.limits.memory is missing, of which jvm.maxRamPercentage is a share: set it, or the heap takes its share of the whole node
					env: {JAVA_TOOL_OPTIONS: -Xmx1g}           | observability.env.JAVA_TOOL_OPTIONS is set by the chart: set jvm.options instead
					env: {K8S_POD_NAME: me}                    | observability.env.K8S_POD_NAME is set by the chart: leave it out
					env: {OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318"} | observability.env.OTEL_EXPORTER_OTLP_ENDPOINT would push logs and metrics too: set tracing.endpoint, which is for traces alone
					tracing: {endpoint: "collector:4317"}      | observability.tracing.endpoint is "collector:4317": write a URL with its path, such as http://alloy.monitoring:4318/v1/traces
					tracing: {endpoint: "http://collector:4318"} | observability.tracing.endpoint is "http://collector:4318": write a URL with its path, such as http://alloy.monitoring:4318/v1/traces
					config: {server: {port: 9000}}             | observability.config.server.port is set by the chart: set ports.http instead
					config: {spring.application.name: x}       | observability.config.spring.application.name is set by the chart: set name instead
					config: {telltale: {logging: {enabled: false}}} | observability.config.telltale.logging is set by the chart: set logging instead
					monitor: {endpoint: {port: http}}          | observability.monitor.endpoint.port is set by the chart: set ports.management instead
					monitor: {endpoint: {path: /metrics}}      | observability.monitor.endpoint.path is set by the chart: set management.basePath instead
					monitor: {endpoint: {interval: 5s}}        | observability.monitor.endpoint.interval is set by the chart: set monitor.interval instead
					monitor: {endpoint: {scrapeTimeout: 5s}}   | observability.monitor.endpoint.scrapeTimeout is set by the chart: set monitor.scrapeTimeout instead
					platform: {rules: {without: [kafkaa]}}     | observability.platform.rules.without names "kafkaa", which there is none of: choose among alertmanager, business,
					platform: {dashboards: {without: [node]}}  | observability.platform.dashboards.without names "node", which there is none of: choose among alerts, business,
					ingress: {enabled: true}                   | observability.ingress.hosts is empty: name the hosts, such as [orders.example.com]
					route: {enabled: true}                     | observability.route.gateways is empty: name the Gateway, such as [{name: public, namespace: gateways}]
					networkPolicy: {monitoringNamespace: ""}   | observability.networkPolicy.monitoringNamespace is empty: name the namespace of Prometheus, or nothing can be scraped
					probe: {enabled: true, prober: ""}         | observability.probe.prober is empty: set it to host and port of the blackbox exporter, such as prometheus-blackbox-exporter.monitoring:9115
					probe: {enabled: true, paths: []}          | observability.probe has nothing to ask: set probe.paths or probe.urls
					volumes: [{name: tmp, emptyDir: {}}]       | observability.volumes[0].name is "tmp", which the chart uses: choose another
					volumeMounts: [{name: x, mountPath: /tmp/}] | observability.volumeMounts[0].mountPath is "/tmp/", where something is mounted already: choose another
					podLabels: {team: shop}                    | observability.podLabels.team belongs to the chart: leave it out, and set team
					labels: {app.kubernetes.io/name: x}        | observability.labels.app.kubernetes.io/name belongs to the chart: leave it out
					name: Orders                               | observability.name is "Orders", which no Service may be called: set it to lower-case letters, digits and hyphens, a letter first
					{standalone: {enabled: true}, platform: {rules: {enabled: true}}} | observability.standalone.enabled and platform.rules.enabled are both true: set one of them to false, for a service stands alone, or it is the platform
					{standalone: {enabled: true}, workload: {enabled: false}} | observability.standalone.enabled needs a service to be about, and workload.enabled is false: set platform.dashboards.enabled and platform.rules.enabled
					probes: null                               | observability.probes is null: leave it out to have the defaults
					platform: {links: null}                    | observability.platform.links is null: leave it out to have the defaults
					own: {rules: null}                         | observability.own.rules is null: leave it out to have the defaults
					""")
	void isToldWithItsPathAndTheFix(String values, String message) {
		Charts.refusal(values).withMessageContaining(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					prot: {http: 1}                    | observability: additional properties 'prot' not allowed
					probes: {liveness: {pth: /x}}      | observability.probes.liveness: additional properties 'pth' not allowed
					replicas: two                      | observability.replicas: got string, want null or integer
					ports: {http: "8080"}              | observability.ports.http: got string, want integer
					ports: {http: 70000}               | observability.ports.http: maximum: got 70,000, want 65,535
					management: {basePath: actuator}   | observability.management.basePath: 'actuator' does not match pattern
					monitor: {kind: Podmonitor}        | observability.monitor.kind: value must be one of 'PodMonitor', 'ServiceMonitor'
					env: {PORT: 8080}                  | observability.env.PORT
					slo: {objectives: {a: {latency: {threshold: 300}}}} | observability.slo.objectives.a.latency.threshold: got number, want string
					slo: {objectives: {a: {availability: {objective: often}}}} | observability.slo.objectives.a.availability.objective: got string, want number
					platform: {links: {grafana: "https://grafana.example/"}} | observability.platform.links.grafana: 'https://grafana.example/' does not match pattern
					platform: {links: {runbooks: "https://runbooks.example"}} | observability.platform.links.runbooks: 'https://runbooks.example' does not match pattern
					own: {rules: {folder: x}}          | observability.own.rules: additional properties 'folder' not allowed
					logging: {console-format: xml}     | observability.logging.console-format: value must be one of 'auto', 'json', 'text'
					logging: {consoleFormat: json}     | observability.logging: additional properties 'consoleFormat' not allowed
					""")
	void isNamedByTheSchema(String values, String message) {
		Charts.refusal(values).withMessageContaining(message);
	}

	@Test
	void aChartThatDoesNotDependOnTheLibraryIsTold() {
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> Charts.orphan().render())
			.withMessageContaining("the chart orphan has no copy of the library observability: name it in the"
					+ " dependencies of Chart.yaml, and run helm dependency update");
	}

	@Test
	void aClusterThatIsTooOldIsTold() {
		assertThatExceptionOfType(ChartException.class).isThrownBy(() -> Charts.service().kubernetes("1.29.4").render())
			.withMessageContaining("observability.shutdown.preStopSeconds needs Kubernetes 1.30, and this is v1.29.4:"
					+ " upgrade the cluster, or set 0");
		assertThat(Charts.service().kubernetes("1.30.0").render()).isValid();
		assertThat(Charts.with("shutdown: {preStopSeconds: 0}").kubernetes("1.29.4").render()).isValid();
	}

	@Test
	void allMistakesAreToldAtOnce() {
		Charts.refusal("image: {repository: \"\"}\nprobes: {port: x}\ningress: {enabled: true}")
			.withMessageContaining("observability.image.repository is missing")
			.withMessageContaining("observability.probes.port is \"x\"")
			.withMessageContaining("observability.ingress.hosts is empty");
	}

	@Test
	void mistakesAreToldUnderTheAlias() {
		assertThatExceptionOfType(ChartException.class)
			.isThrownBy(() -> Charts.pair().values("worker: {probes: {port: x}}").render())
			.withMessageContaining("worker.probes.port is \"x\"");
	}

}
