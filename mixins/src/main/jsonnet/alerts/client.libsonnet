// What a service depends on, as it sees it.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local client = mixin.signals.client,

  DependencyErrors: {
    local settings = config.alerts.dependencyErrors,
    local window = time.range(settings.window),
    local view = lib.view(window, ['client_name']),

    severity: settings.severity,
    expr: |||
      %(ratio)s > %(threshold)g
      and
      # Few failures mean nothing. These counters are born with their first failure, which is not seen as an increase:
      # a dependency must go on failing to be noticed.
      %(errors)s > %(minimum)d - 0.5
    ||| % {
      ratio: client.errorRatio.expr(view),
      threshold: settings.threshold,
      errors: client.errors.increase(view),
      minimum: settings.minBadEvents,
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-dependencies',
    summary: 'Too many requests to a dependency fail.',
    description: '{{ $value | humanizePercentage }} of the requests of {{ $labels.job }} to {{ $labels.client_name }} failed over the last %s; the threshold is %s.' %
                 [window, text.percentage(settings.threshold)],
  },

  DependencySlow: {
    local settings = config.alerts.dependencySlow,
    local window = time.range(settings.window),
    local view = lib.view(window, ['client_name']),

    severity: settings.severity,
    expr: |||
      %(latency)s > %(threshold)g
      and
      # A quantile of few requests means nothing.
      %(requests)s > %(minimum)d - 0.5
    ||| % {
      latency: client.latency(settings.quantile).expr(view),
      threshold: settings.threshold,
      requests: client.requests.increase(view),
      minimum: settings.minRequests,
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-dependencies',
    summary: 'A dependency answers too slowly.',
    description: 'The slowest %s of the requests of {{ $labels.job }} to {{ $labels.client_name }} took {{ $value | humanizeDuration }} or more over the last %s; the threshold is %s.' %
                 [text.percentage(1 - settings.quantile), window, text.latency(settings.threshold)],
  },
}
