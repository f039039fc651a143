// The whole interface: four fields to merge with, as in any mixin, and the Alertmanager configuration.
// Override with `mixin + { _config+:: { … } }`; alerts and dashboards are keyed by name, so that each can be
// patched (`prometheusAlerts+:: { http+: { HighLatency+: { 'for': '10m' } } }`) or dropped (`HighLatency:: null`).
(import 'config.libsonnet') +
(import 'alertmanager.libsonnet') +
{
  local mixin = self,

  assert std.member(mixin._config.identityLabels, 'job') : 'identityLabels must hold job: it names the service',

  _config+:: {},

  // The signals by area: the only place that knows the names of metrics.
  signals+:: {
    business: (import 'signals/business.libsonnet')(mixin._config),
    database: (import 'signals/database.libsonnet')(mixin._config),
    http: (import 'signals/http.libsonnet')(mixin._config),
    runtime: (import 'signals/runtime.libsonnet')(mixin._config),
    slo: (import 'signals/slo.libsonnet')(mixin._config),
    target: (import 'signals/target.libsonnet')(mixin._config),
  },

  // Alerts by area, then by name.
  prometheusAlerts+:: {
    business: (import 'alerts/business.libsonnet')(mixin),
    database: (import 'alerts/database.libsonnet')(mixin),
    http: (import 'alerts/http.libsonnet')(mixin),
    meta: (import 'alerts/meta.libsonnet')(mixin),
    service: (import 'alerts/service.libsonnet')(mixin),
    slo: (import 'alerts/slo.libsonnet')(mixin),
  },

  // What the alerts promise, by alert and by case; compiled to promtool tests, never shipped.
  alertTests+:: {
    business: import 'alerts/business_test.libsonnet',
    database: import 'alerts/database_test.libsonnet',
    http: import 'alerts/http_test.libsonnet',
    meta: import 'alerts/meta_test.libsonnet',
    service: import 'alerts/service_test.libsonnet',
    slo: import 'alerts/slo_test.libsonnet',
  },

  // Days on which no alert fires.
  quietTests+:: import 'tests/quiet.libsonnet',

  // What the linter is to let pass, by alert, recording or `<dashboard>/<panel>`, then by check, with the reason.
  lintExceptions+:: {
    Watchdog: { condition: 'It fires always: that it stops is the news.' },
  },

  // Recording rules by area, then by group.
  prometheusRules+:: {
    slo: (import 'rules/slo.libsonnet')(mixin),
  },

  grafanaDashboards+:: {
    'service.json': (import 'dashboards/service.libsonnet')(mixin),
  },
}
