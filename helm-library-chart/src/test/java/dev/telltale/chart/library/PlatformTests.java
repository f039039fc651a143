package dev.telltale.chart.library;

import java.io.IOException;

import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the values of the platform fit each other, our charts and the stack of
 * Docker Compose, and that a mistake in them is noticed. Without the charts of others.
 */
@RequiresHelm
class PlatformTests {

	private static PlatformCheck check = new PlatformCheck();

	private static PlatformFiles files;

	@BeforeAll
	static void read() throws IOException {
		files = PlatformFiles.read();
	}

	@Test
	void everythingFits() {
		assertThat(check.problems(files)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			textBlock = """
					kubernetes/values/loki.yaml ; deploymentMode: Monolithic ; loki: {} ; found duplicate key loki
					kubernetes/platform/values.yaml ; without: [] ; with: [] ; platform chart: observability.platform.rules
					kubernetes/values/receivers.yaml ; sendResolved: false ; sendsResolved: false ; platform chart: AlertmanagerConfig telltale-alertmanager
					kubernetes/platform/values.yaml ; release: kube-prometheus-stack ; release: prometheus ; does not select PrometheusRule telltale-
					kubernetes/sample-service/values.yaml ; team: shop ; monitor: {labels: {a: b, release: null}} ; does not select PodMonitor sample-service
					kubernetes/values/tempo.yaml ; release: kube-prometheus-stack ; release: tempo ; kubernetes/values/tempo.yaml: the monitor has not the label
					kubernetes/values/alloy.yaml ; release: kube-prometheus-stack ; release: alloy ; kubernetes/values/alloy.yaml: the monitor has not the label
					kubernetes/values/kube-prometheus-stack.yaml ; probeSelectorNilUsesHelmValues: true ; probeSelectorNilUsesHelmValues: false ; probeSelectorNilUsesHelmValues is not true
					kubernetes/values/kube-prometheus-stack.yaml ; name: telltale-alertmanager ; name: alertmanager ; no AlertmanagerConfig alertmanager
					kubernetes/values/kube-prometheus-stack.yaml ; key: telltale.tmpl ; key: notify.tmpl ; no key notify.tmpl in ConfigMap telltale-alertmanager-templates
					kubernetes/values/kube-prometheus-stack.yaml ; folderAnnotation: grafana_folder ; folderAnnotation: folder ; dashboards do not name their folder by folder
					kubernetes/values/kube-prometheus-stack.yaml ; uid: prometheus ; uid: metrics ; data sources are
					kubernetes/values/grafana-datasources.yaml ; uid: loki ; uid: logs ; data sources are
					kubernetes/values/grafana-datasources.yaml ; datasourceUid: loki ; datasourceUid: logs ; data source Tempo is not as in Docker Compose
					kubernetes/values/grafana-datasources.yaml ; matcherRegex: trace_id ; matcherRegex: traceId ; data source Loki is not as in Docker Compose
					kubernetes/values/kube-prometheus-stack.yaml ; traceIdLabelName: trace_id ; traceIdLabelName: traceId ; exemplars lead to tempo by traceId
					kubernetes/values/grafana-datasources.yaml ; sum by (uri) (rate ; sum by (uri) (rates ; no PromQL
					kubernetes/values/grafana-datasources.yaml ; slo_events_total ; slo_event_total ; slo_event_total, which nothing exports
					kubernetes/values/grafana-datasources.yaml ; [2m] ; [1m] ; range of less than eight scrapes
					kubernetes/values/prometheus-adapter.yaml ; <<.GroupBy>> ; GroupBy>> ; no PromQL
					kubernetes/values/prometheus-adapter.yaml ; tomcat_threads_config_max_threads ; tomcat_threads_max ; tomcat_threads_max, which nothing exports
					kubernetes/values/prometheus-adapter.yaml ; ^tomcat_threads_busy_threads$ ; ^tomcat_threads$ ; renames none of its series
					kubernetes/values/prometheus-adapter.yaml ; as: tomcat_threads_busy_ratio ; as: threads_busy_ratio ; the library chart knows tomcat_threads_busy_ratio
					kubernetes/values/prometheus-adapter.yaml ; stack-prometheus ; stack-prom ; no host kube-prometheus-stack-prom
					kubernetes/values/alloy.yaml ; ["level", "namespace", "service_name"] ; ["level", "namespace"] ; Loki gets the labels
					kubernetes/values/alloy.yaml ; trace_id       = "trace_id" ; trace_id = "traceId" ; reads lines otherwise than in Docker Compose
					kubernetes/values/alloy.yaml ; "0.0.0.0:4318" ; "0.0.0.0:4319" ; Alloy does not listen on 4318
					kubernetes/values/alloy.yaml ; port: 4318 ; port: 4319 ; alloy has no port 4318
					kubernetes/values/alloy.yaml ; http://tempo:4318 ; http://tempo:9411 ; tempo has no port 9411
					kubernetes/values/alloy.yaml ; http://loki-gateway/ ; http://loki/ ; no host loki
					kubernetes/values/grafana-datasources.yaml ; http://tempo:3200 ; http://tempo:3100 ; tempo has no port 3100
					kubernetes/sample-service/values.yaml ; alloy.monitoring:4318 ; alloy.observe:4318 ; in the namespace observe
					kubernetes/sample-service/values.yaml ; alloy.monitoring:4318 ; collector.monitoring:4318 ; no host collector
					kubernetes/sample-service/values.yaml ; team: shop ; networkPolicy: {monitoringNamespace: watch} ; lets the namespace watch in, not monitoring
					kubernetes/values/prometheus-blackbox-exporter.yaml ; http_2xx: ; http_get: ; has no module http_2xx
					kubernetes/values/prometheus-blackbox-exporter.yaml ; http_2xx_untrusted: ; untrusted: ; has no module http_2xx_untrusted
					kubernetes/values/prometheus-blackbox-exporter.yaml ; timeout: 5s ; timeout: 15s ; a probe outlasts a scrape
					kubernetes/values/kube-prometheus-stack.yaml ; scrapeInterval: 15s ; scrapeInterval: 30s ; is scraped every 15s, not every 30s
					kubernetes/values/kube-prometheus-stack.yaml ; retention: 40d ; retention: 15d ; Prometheus keeps 15d
					kubernetes/values/kube-prometheus-stack.yaml ; exemplar-storage ; native-histograms ; exemplars are not stored
					kubernetes/values/loki.yaml ; retention_period: 840h ; retention_period: 744h ; Loki keeps 744h
					kubernetes/values/loki.yaml ; retention_enabled: true ; retention_enabled: false ; Loki never deletes
					kubernetes/values/tempo.yaml ; retention: 840h ; retention: 48h ; Tempo keeps 48h
					kubernetes/values/scaled/tempo.yaml ; block_retention: 840h ; block_retention: 48h ; scaled Tempo keeps 48h
					kubernetes/values/scaled/kube-prometheus-stack-mimir.yaml ; X-Scope-OrgID: main ; X-Scope-OrgID: other ; reads another tenant
					kubernetes/values/scaled/kube-prometheus-stack-mimir.yaml ; datasourceUid: tempo ; datasourceUid: traces ; exemplarTraceIdDestinations of data source Prometheus is not as in Docker Compose
					kubernetes/values/scaled/kube-prometheus-stack-mimir.yaml ; defaultDatasourceEnabled: false ; defaultDatasourceEnabled: true ; Prometheus is there twice
					kubernetes/values/receivers.yaml ; telltale.slack.text ; telltale.slack.body ; the template telltale.slack.body, which nobody defines
					kubernetes/values/kube-prometheus-stack.yaml ; kubernetesApps: false ; kubernetesApps: true ; rules kubernetesApps are on
					kubernetes/platform/values.yaml ; without: [] ; without: [node] ; rules nodeExporterAlerting are off, and there are none of ours in node
					kubernetes/values/loki.yaml ; loki 18.11.0 ; loki 18.12.0 ; is for loki 18.12.0, docs/kubernetes.md for 18.11.0
					kubernetes/values/alloy.yaml ; alloy 1.11.1 ; alloy 1.12.0 ; is for alloy 1.12.0, the workflow installs 1.11.1
					kubernetes/values/scaled/tempo.yaml ; tempo-distributed 3.3.0 ; tempo-distributed 3.4.0 ; is for tempo-distributed 3.4.0, docs/kubernetes.md for 3.3.0
					kubernetes/values/network-policies.yaml ; port: 4318 ; port: 4319 ; services may not reach Alloy on 4318
					""")
	void aMistakeIsNoticed(String file, String text, String replacement, String problem) {
		assertThat(check.problems(files.edit(file, text, replacement)))
			.anyMatch((message) -> message.contains(problem));
	}

}
