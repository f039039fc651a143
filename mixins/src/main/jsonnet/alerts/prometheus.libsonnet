// Prometheus itself. What it cannot tell, because it is down, the silence of Watchdog tells.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local platform = (import '../lib/platform.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local prometheus = mixin.signals.prometheus,
  local group = ['instance', 'rule_group'],
  local remote = ['instance', 'remote_name', 'url'],
  local dashboard = 'telltale-stack',

  PrometheusConfigurationReloadFailed: {
    local settings = config.alerts.prometheusConfigurationReloadFailed,

    severity: settings.severity,
    expr: '%s == 0' % prometheus.configurationReloaded.expr(platform.view('')),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Prometheus refuses its new configuration.',
    description: 'Prometheus {{ $labels.instance }} could not load its configuration for %s and goes on with the one before.' %
                 time.span(settings['for']),
  },

  PrometheusRulesFailing: {
    local settings = config.alerts.prometheusRulesFailing,
    local view = platform.view(time.range(settings.window), group),

    severity: settings.severity,
    expr: '%s > 0' % prometheus.ruleFailures.increase(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Prometheus cannot evaluate some rules.',
    description: 'Prometheus {{ $labels.instance }} failed {{ $value | printf "%%.0f" }} times over the last %s to evaluate a rule of {{ $labels.rule_group }}.' %
                 view.range,
  },

  PrometheusRulesMissed: {
    local settings = config.alerts.prometheusRulesMissed,
    local view = platform.view(time.range(settings.window), group),

    severity: settings.severity,
    expr: '%s > 0' % prometheus.ruleGroupsMissed.increase(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Prometheus is too slow for some rules.',
    description: 'Prometheus {{ $labels.instance }} left out {{ $value | printf "%%.0f" }} evaluations of {{ $labels.rule_group }} over the last %s, because the ones before took longer than their interval.' %
                 view.range,
  },

  PrometheusWithoutAlertmanager: {
    local settings = config.alerts.prometheusWithoutAlertmanager,

    severity: settings.severity,
    expr: '%s == 0' % prometheus.alertmanagers.expr(platform.view('')),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Prometheus knows no Alertmanager.',
    description: 'Prometheus {{ $labels.instance }} has known {{ $value }} Alertmanagers for %s: its alerts reach nobody.' %
                 time.span(settings['for']),
  },

  PrometheusNotificationsDropped: {
    local settings = config.alerts.prometheusNotificationsDropped,
    local view = platform.view(time.range(settings.window)),

    severity: settings.severity,
    expr: '%s > 0' % prometheus.notificationsDropped.increase(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Alerts of Prometheus get lost.',
    description: 'Prometheus {{ $labels.instance }} dropped {{ $value | printf "%%.0f" }} alerts over the last %s, because no Alertmanager took them.' %
                 view.range,
  },

  PrometheusRemoteWriteBehind: {
    local settings = config.alerts.prometheusRemoteWriteBehind,

    severity: settings.severity,
    expr: '%s > %d' % [prometheus.remoteWriteLag.expr(platform.view('', remote)), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Remote storage lags behind Prometheus.',
    description: 'Prometheus {{ $labels.instance }} is {{ $value | humanizeDuration }} behind in what it sent to {{ $labels.url }}; the threshold is %s.' %
                 text.latency(settings.threshold),
  },

  PrometheusRemoteWriteRefused: {
    local settings = config.alerts.prometheusRemoteWriteRefused,
    local view = platform.view(time.range(settings.window), remote),

    severity: settings.severity,
    expr: '%s > 0' % prometheus.remoteWriteFailures.increase(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Remote storage refuses samples for good.',
    description: '{{ $labels.url }} refused {{ $value | printf "%%.0f" }} samples of Prometheus {{ $labels.instance }} over the last %s; they are lost there.' %
                 view.range,
  },

  PrometheusStorageFailing: {
    local settings = config.alerts.prometheusStorageFailing,
    local view = platform.view(time.range(settings.window)),

    severity: settings.severity,
    expr: '%s > 0' % prometheus.storageFailures.increase(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'The storage of Prometheus fails.',
    description: 'The storage of Prometheus {{ $labels.instance }} failed {{ $value | printf "%%.0f" }} times over the last %s to write, cut, compact or reload its data.' %
                 view.range,
  },

  PrometheusTooManySeries: {
    local settings = config.alerts.prometheusTooManySeries,

    severity: settings.severity,
    expr: '%s > %d' % [prometheus.series.expr(platform.view('')), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Prometheus holds more series than it was made for.',
    description: 'Prometheus {{ $labels.instance }} has held {{ $value | humanize }} series in memory for %s; the threshold is %d.' %
                 [time.span(settings['for']), settings.threshold],
  },
}
