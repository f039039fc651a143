package dev.telltale.chart.library;

import dev.telltale.chart.RequiresHelm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code _notes.tpl}.
 */
@RequiresHelm
class NotesTests {

	@Test
	void sayWhatIsWatchedAndWhere() {
		assertThat(notes("")).contains("shop runs in namespace web, with 2 pods.",
				"metrics at port 8081, path /actuator/prometheus, scraped by a PodMonitor; in PromQL {job=\"shop\"}",
				"start and liveness at port 8080, path /livez; readiness at path /readyz",
				"objectives as the service's application.yml says",
				"no traces: set observability.tracing.endpoint to your collector",
				"by the label release=kube-prometheus-stack", "from namespace monitoring only",
				"port-forward service/shop 8080:80", "helm --namespace web test shop")
			.doesNotContain("dashboards", "from outside");
	}

	@Test
	void sayWhatDiffers() {
		assertThat(
				notes("""
						autoscaling: {enabled: true, maxReplicas: 5}
						ports: {management: 8080}
						probe: {enabled: true}
						tracing: {endpoint: "http://collector:4318/v1/traces"}
						slo: {objectives: {orders: {availability: {objective: 0.999}, latency: {objective: 0.99, threshold: 300ms}, min-bad-events: 9}}}
						monitor: {labels: {release: null}}
						test: {enabled: false}
						"""))
			.contains("with 2 to 5 pods", "from outside, by the blackbox exporter",
					"objective orders: 0.999 succeed, 0.99 are fast, fast is up to 300ms, silent below 9 bad events",
					"traces, sent to http://collector:4318/v1/traces", "select these objects whatever its labels are",
					"Metrics and health details are on the port of the users")
			.doesNotContain("helm --namespace");
	}

	@Test
	void nameWhatTheOperatorSelectsBy() {
		assertThat(notes("")).contains("'{.items[*].spec.podMonitorSelector}'");
		assertThat(notes("monitor: {kind: ServiceMonitor}")).contains("'{.items[*].spec.serviceMonitorSelector}'");
		assertThat(notes("{monitor: {enabled: false}, probe: {enabled: true}}"))
			.contains("'{.items[*].spec.probeSelector}'");
	}

	@Test
	void sayThatNothingIsScraped() {
		assertThat(notes("monitor: {enabled: false}\nreplicas: 1"))
			.contains("no metrics: observability.monitor.enabled is false", "with 1 pod.")
			.doesNotContain("must select");
	}

	@Test
	void ofThePlatformSayWhatIsSelectedBy() {
		assertThat(notes("""
				workload: {enabled: false}
				platform: {dashboards: {enabled: true}, rules: {enabled: true}, alertmanager: {enabled: true}}
				""")).contains(
				"shop brings dashboards, which the sidecar of Grafana selects by grafana_dashboard=1, and rules, which the"
						+ " operator must select by the label release=kube-prometheus-stack, and the configuration of the Alertmanager.",
				"Name the AlertmanagerConfig shop-alertmanager in the alertmanagerConfiguration");
		assertThat(notes("standalone: {enabled: true}")).contains("shop runs in", "shop brings dashboards",
				"set observability.platform.links.grafana to your Grafana");
		assertThat(notes("own: {rules: {enabled: true}}"))
			.contains("shop brings rules, which the operator must select by the label release=kube-prometheus-stack.")
			.doesNotContain("platform.links");
		assertThat(notes("own: {dashboards: {enabled: true}}")).contains("shop brings dashboards, which the sidecar");
		assertThat(notes(
				"standalone: {enabled: true}\nplatform: {links: {grafana: \"https://g.example\", runbooks: \"https://r.example/%s\"}}"))
			.doesNotContain("platform.links");
	}

	@Test
	void nameEachAlias() {
		assertThat(Charts.pair().render().notes()).contains("shop-api runs", "shop-worker runs",
				"set api.tracing.endpoint", "set worker.tracing.endpoint");
	}

	private static String notes(String values) {
		return Charts.with(values).render().notes();
	}

}
