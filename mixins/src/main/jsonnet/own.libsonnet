// The base of a mixin of your own that stands beside Telltale's: its configuration, its signals and what alerts and
// dashboards are made of, but no alert, no rule, no dashboard and no Alertmanager. What is rendered is what you add, under
// the names of the one service in `_config.service` if you set it:
//   local own = import 'telltale/mixin/own.libsonnet';
//   own { _config+:: { service: 'orders-desk' }, prometheusAlerts+:: { … }, alertTests+:: { … } }
// To change Telltale's own alerts, start from mixin.libsonnet instead.
local telltale = import 'mixin.libsonnet';

telltale {
  local mixin = self,
  local areas = std.setUnion(std.objectFields(mixin.prometheusAlerts), std.objectFields(mixin.prometheusRules)),

  // Both are loaded into one Prometheus and one Grafana, where a file of the same name would replace the other.
  local taken(what, own, theirs) =
    local both = std.setInter(std.objectFields(own), std.objectFields(theirs));
    std.length(both) == 0 || error '%s "%s" is the name of one of Telltale\'s: choose another' % [what, both[0]],
  assert taken('the area', mixin.prometheusAlerts + mixin.prometheusRules, telltale.prometheusAlerts),
  assert taken('the dashboard', mixin.grafanaDashboards, telltale.grafanaDashboards),

  prometheusAlerts:: {},
  prometheusRules:: {},
  alertTests:: {},
  quietTests:: {},
  lintExceptions:: {},
  grafanaDashboards:: {},
  // One Alertmanager is for all mixins.
  alertmanagerConfig:: null,
  alertmanagerTemplates:: {},

  // All that is added looks at what a service exports.
  serviceAreas:: areas,

  // What alerts, dashboards and cases are made of.
  lib:: {
    local scope = (import 'lib/scope.libsonnet')(mixin).service,

    // What an alert looks at: view('5m').
    view: (import 'lib/alert.libsonnet')(mixin._config).view,
    // Durations of `_config`, which the demo shortens: time.range(settings.window), time.patience(settings['for']).
    time: (import 'lib/time.libsonnet')(mixin._config),
    // Figures as people read them, such as text.percentage(settings.threshold).
    text: import 'lib/text.libsonnet',
    // Signals of your own: signal.ratio(…).
    signal: import 'lib/signal.libsonnet',
    // A dashboard of one service, and its panels.
    dashboard: (import 'lib/dashboard.libsonnet')(mixin, scope),
    panel: (import 'lib/panel.libsonnet')(mixin._config, scope),
    // Series as services export them, for cases.
    emitted: import 'signals/emitted.libsonnet',
  },
}
