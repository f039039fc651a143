// The whole interface: four fields to merge with, as in any mixin, and the Alertmanager configuration.
// Override with `mixin + { _config+:: { … } }`; alerts and dashboards are keyed by name, so that each can be
// patched (`prometheusAlerts+:: { http+: { HighLatency+: { 'for': '10m' } } }`) or dropped (`HighLatency:: null`).
(import 'config.libsonnet') +
(import 'alertmanager.libsonnet') +
(import 'signals/contract.libsonnet') +
{
  local mixin = self,

  assert std.member(mixin._config.identityLabels, 'job') : 'identityLabels must hold job: it names the service',

  _config+:: {},

  // The signals by area: the only place that knows the names of metrics.
  signals+:: {
    alertmanager: (import 'signals/alertmanager.libsonnet')(mixin._config),
    alerts: (import 'signals/alerts.libsonnet')(mixin._config),
    business: (import 'signals/business.libsonnet')(mixin._config),
    client: (import 'signals/client.libsonnet')(mixin._config),
    database: (import 'signals/database.libsonnet')(mixin._config),
    health: (import 'signals/health.libsonnet')(mixin._config),
    http: (import 'signals/http.libsonnet')(mixin._config),
    identity: (import 'signals/identity.libsonnet')(mixin._config),
    kafka: (import 'signals/kafka.libsonnet')(mixin._config),
    kubernetes: (import 'signals/kubernetes.libsonnet')(mixin._config),
    node: (import 'signals/node.libsonnet')(mixin._config),
    pipeline: (import 'signals/pipeline.libsonnet')(mixin._config),
    probe: (import 'signals/probe.libsonnet')(mixin._config),
    prometheus: (import 'signals/prometheus.libsonnet')(mixin._config),
    runtime: (import 'signals/runtime.libsonnet')(mixin._config),
    slo: (import 'signals/slo.libsonnet')(mixin._config),
    target: (import 'signals/target.libsonnet')(mixin._config),
    telemetry: (import 'signals/telemetry.libsonnet')(mixin._config),
  },

  // What dashboards ask of logs and traces.
  searches+:: {
    logs: import 'searches/logs.libsonnet',
    traces: (import 'searches/traces.libsonnet')(mixin._config),
  },

  // Alerts by area, then by name.
  prometheusAlerts+:: {
    alertmanager: (import 'alerts/alertmanager.libsonnet')(mixin),
    business: (import 'alerts/business.libsonnet')(mixin),
    client: (import 'alerts/client.libsonnet')(mixin),
    database: (import 'alerts/database.libsonnet')(mixin),
    http: (import 'alerts/http.libsonnet')(mixin),
    kafka: (import 'alerts/kafka.libsonnet')(mixin),
    kubernetes: (import 'alerts/kubernetes.libsonnet')(mixin),
    meta: (import 'alerts/meta.libsonnet')(mixin),
    node: (import 'alerts/node.libsonnet')(mixin),
    pipeline: (import 'alerts/pipeline.libsonnet')(mixin),
    probe: (import 'alerts/probe.libsonnet')(mixin),
    prometheus: (import 'alerts/prometheus.libsonnet')(mixin),
    runtime: (import 'alerts/runtime.libsonnet')(mixin),
    service: (import 'alerts/service.libsonnet')(mixin),
    slo: (import 'alerts/slo.libsonnet')(mixin),
    telemetry: (import 'alerts/telemetry.libsonnet')(mixin),
  },

  // The areas whose alerts look at what a service exports: a service may have settings of its own for them, and
  // they link to its logs and traces.
  serviceAreas+:: [
    'business',
    'client',
    'database',
    'http',
    'kafka',
    'probe',
    'runtime',
    'service',
    'slo',
    'telemetry',
  ],

  // What the alerts promise, by alert and by case; compiled to promtool tests, never shipped.
  alertTests+:: {
    alertmanager: import 'alerts/alertmanager_test.libsonnet',
    business: import 'alerts/business_test.libsonnet',
    client: import 'alerts/client_test.libsonnet',
    database: import 'alerts/database_test.libsonnet',
    http: import 'alerts/http_test.libsonnet',
    kafka: import 'alerts/kafka_test.libsonnet',
    kubernetes: import 'alerts/kubernetes_test.libsonnet',
    meta: import 'alerts/meta_test.libsonnet',
    node: import 'alerts/node_test.libsonnet',
    pipeline: import 'alerts/pipeline_test.libsonnet',
    probe: import 'alerts/probe_test.libsonnet',
    prometheus: import 'alerts/prometheus_test.libsonnet',
    runtime: import 'alerts/runtime_test.libsonnet',
    service: import 'alerts/service_test.libsonnet',
    slo: import 'alerts/slo_test.libsonnet',
    telemetry: import 'alerts/telemetry_test.libsonnet',
  },

  // Days on which no alert fires.
  quietTests+:: import 'tests/quiet.libsonnet',

  // What the linter is to let pass, by alert, recording or `<dashboard>/<panel>`, then by check, with the reason.
  lintExceptions+:: (
    local ofCollectors = { 'rate-over-counter': 'The counters of collectors from 0.153 on have no _total.' };
    local ofIntervals = { 'rate-interval': 'Whoever looks chooses the interval.' };
    {
      CollectorLosesData: ofCollectors,
      Watchdog: { condition: 'It fires always: that it stops is the news.' },
      'business.json/Events in each interval': ofIntervals,
      'business.json/Money in each interval': ofIntervals,
      'infrastructure.json/Containers': { 'rate-interval': 'It counts restarts of an hour, whatever is on the screen.' },
      'infrastructure.json/Processes killed for memory': { 'rate-over-counter': 'The counter of the kernel has no _total.' },
      'stack.json/Log records received': ofCollectors,
      'stack.json/Log records sent': ofCollectors,
      'stack.json/Spans received': ofCollectors,
      'stack.json/Spans sent': ofCollectors,
    }
  ),

  // Recording rules by area, then by group.
  prometheusRules+:: {
    slo: (import 'rules/slo.libsonnet')(mixin),
  },

  grafanaDashboards+:: {
    'alerts.json': (import 'dashboards/alerts.libsonnet')(mixin),
    'business.json': (import 'dashboards/business.libsonnet')(mixin),
    'cost.json': (import 'dashboards/cost.libsonnet')(mixin),
    'dependencies.json': (import 'dashboards/dependencies.libsonnet')(mixin),
    'fleet.json': (import 'dashboards/fleet.libsonnet')(mixin),
    'infrastructure.json': (import 'dashboards/infrastructure.libsonnet')(mixin),
    'jvm.json': (import 'dashboards/jvm.libsonnet')(mixin),
    'logs.json': (import 'dashboards/logs.libsonnet')(mixin),
    'probes.json': (import 'dashboards/probes.libsonnet')(mixin),
    'route.json': (import 'dashboards/route.libsonnet')(mixin),
    'service.json': (import 'dashboards/service.libsonnet')(mixin),
    'slo.json': (import 'dashboards/slo.libsonnet')(mixin),
    'stack.json': (import 'dashboards/stack.libsonnet')(mixin),
  },
} + {
  signals+:: import 'dashboards/advice.libsonnet',
}
