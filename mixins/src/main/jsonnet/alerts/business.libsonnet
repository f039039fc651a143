// What the owners of a service look at.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),

  LowOrderSuccessRate: {
    local settings = config.alerts.lowOrderSuccessRate,
    local window = time.range(settings.window),
    local view = lib.view(window),
    local orders = mixin.signals.business.of(settings.event),

    severity: settings.severity,
    expr: |||
      %(ratio)s < %(threshold)g
      and
      # Few failures mean nothing. Half an event less, because increases are extrapolated.
      %(failures)s > %(minimum)d - 0.5
    ||| % {
      ratio: orders.successRatio.expr(view),
      threshold: settings.threshold,
      failures: orders.failures.increase(view),
      minimum: settings.minBadEvents,
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-business',
    summary: 'Too many orders fail.',
    description: 'Only {{ $value | humanizePercentage }} of the events "%s" of {{ $labels.job }} succeeded over the last %s; the threshold is %s.' %
                 [settings.event, window, text.percentage(settings.threshold)],
  },
}
