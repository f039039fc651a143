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
      # A share of few events means nothing.
      %(events)s > %(minimum)d - 0.5
    ||| % {
      ratio: orders.successRatio.expr(view),
      threshold: settings.threshold,
      events: orders.events.increase(view),
      minimum: settings.minEvents,
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-business',
    summary: 'Too many orders fail.',
    description: 'Only {{ $value | humanizePercentage }} of the events "%s" of {{ $labels.job }} succeeded over the last %s; the threshold is %s.' %
                 [settings.event, window, text.percentage(settings.threshold)],
  },
}
