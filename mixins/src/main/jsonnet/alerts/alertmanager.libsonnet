// Alertmanager itself.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local platform = (import '../lib/platform.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local alertmanager = mixin.signals.alertmanager,
  local dashboard = 'telltale-stack',

  AlertmanagerConfigurationReloadFailed: {
    local settings = config.alerts.alertmanagerConfigurationReloadFailed,

    severity: settings.severity,
    expr: '%s == 0' % alertmanager.configurationReloaded.expr(platform.view('')),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Alertmanager refuses its new configuration.',
    description: 'Alertmanager {{ $labels.instance }} could not load its configuration for %s and goes on with the one before.' %
                 time.span(settings['for']),
  },

  AlertmanagerNotificationsFailing: {
    local settings = config.alerts.alertmanagerNotificationsFailing,
    local view = platform.view(time.range(settings.window), ['instance', 'integration']),

    severity: settings.severity,
    expr: '%s > %g' % [alertmanager.notificationFailureRatio.expr(view), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Notifications do not arrive.',
    description: 'Alertmanager {{ $labels.instance }} could not deliver {{ $value | humanizePercentage }} of its notifications by {{ $labels.integration }} over the last %s; the threshold is %s.' %
                 [view.range, text.percentage(settings.threshold)],
  },

  AlertmanagerPeersMissing: {
    local settings = config.alerts.alertmanagerPeersMissing,

    severity: settings.severity,
    expr: |||
      %s
      < on (%s) group_left ()
      %s
    ||| % [
      alertmanager.members.expr(platform.view('')),
      std.join(', ', config.identityLabels),
      alertmanager.instances.expr(platform.view('', [])),
    ],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Alertmanagers do not find each other.',
    description: 'Alertmanager {{ $labels.instance }} has known only {{ $value }} members of its cluster for %s, fewer than are running: people get notifications twice, and silences do not reach all.' %
                 time.span(settings['for']),
  },
}
