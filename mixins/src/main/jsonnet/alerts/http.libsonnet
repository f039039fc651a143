// Requests: errors and latency. An objective says better what is too much; these are for services without one,
// where they are critical, and for what stands outside the objectives.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local http = mixin.signals.http,

  // An objective for latency notices no failure, and the other way round.
  local objectives(sli) = 'count by (%s) (%s)' % [
    std.join(', ', config.identityLabels),
    mixin.signals.slo.objective.expr(lib.view('') { recorded+: ['sli="%s"' % sli] }),
  ],

  // One alert, either a warning or critical; the names put critical first.
  local byObjective(settings, sli) = {
    critical: {
      severity: settings.severityWithoutObjective,
      expr: '(\n%s)\nunless\n# A service with an objective is paged by its error budget.\n%s\n' % [super.expr, objectives(sli)],
    },
    warning: {
      severity: settings.severity,
      expr: '(\n%s)\nand\n# A service without an objective gets the critical one.\n%s\n' % [super.expr, objectives(sli)],
    },
  },

  HighErrorRate: {
    local settings = config.alerts.highErrorRate,
    local window = time.range(settings.window),
    local view = lib.view(window),

    expr: |||
      %(ratio)s > %(threshold)g
      and
      # Few failures mean nothing. Half an event less, because increases are extrapolated.
      %(bad)s > %(minimum)d - 0.5
    ||| % {
      ratio: http.errorRatio.expr(view),
      threshold: settings.threshold,
      bad: http.badEvents.increase(view),
      minimum: settings.minBadEvents,
    },
    'for': time.patience(settings['for']),
    summary: 'Too many requests to a service fail.',
    description: '{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} failed over the last %s; the threshold is %s.' %
                 [window, text.percentage(settings.threshold)],
    variants: byObjective(settings, 'availability'),
  },

  HighLatency: {
    local settings = config.alerts.highLatency,
    local window = time.range(settings.window),
    local view = lib.view(window),

    expr: |||
      %(latency)s > %(threshold)g
      and
      # A quantile of few requests means nothing.
      %(requests)s > %(minimum)d - 0.5
    ||| % {
      latency: http.latency(settings.quantile).expr(view),
      threshold: settings.threshold,
      requests: http.requests.increase(view),
      minimum: settings.minRequests,
    },
    'for': time.patience(settings['for']),
    summary: 'A service answers too slowly.',
    description: 'The slowest %s of the requests to {{ $labels.job }} took {{ $value | humanizeDuration }} or more over the last %s; the threshold is %s.' %
                 [text.percentage(1 - settings.quantile), window, text.latency(settings.threshold)],
    variants: byObjective(settings, 'latency'),
  },
}
