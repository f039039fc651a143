// What carries logs and traces.
function(mixin) {
  local config = mixin._config,
  local platform = (import '../lib/platform.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local pipeline = mixin.signals.pipeline,
  local dashboard = 'telltale-stack',

  LokiDiscardsLines: {
    local settings = config.alerts.lokiDiscardsLines,
    local view = platform.view(time.range(settings.window), ['tenant', 'reason']),

    severity: settings.severity,
    expr: |||
      # Born with the first loss, which it cannot show; a loss that goes on it shows.
      %s > %d
    ||| % [pipeline.lokiDiscarded.increase(view), settings.minLines],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Loki throws log lines away.',
    description: 'Loki threw away {{ $value | printf "%%.0f" }} log lines of tenant {{ $labels.tenant }} over the last %s ({{ $labels.reason }}); the threshold is %d.' %
                 [view.range, settings.minLines],
  },

  TempoDiscardsSpans: {
    local settings = config.alerts.tempoDiscardsSpans,
    local view = platform.view(time.range(settings.window), ['tenant', 'reason']),

    severity: settings.severity,
    expr: |||
      # Born with the first loss, which it cannot show; a loss that goes on it shows.
      %s > %d
    ||| % [pipeline.tempoDiscarded.increase(view), settings.minSpans],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'Tempo throws spans away.',
    description: 'Tempo threw away {{ $value | printf "%%.0f" }} spans of tenant {{ $labels.tenant }} over the last %s ({{ $labels.reason }}); the threshold is %d.' %
                 [view.range, settings.minSpans],
  },

  CollectorLosesData: {
    local alert = self,
    local settings = config.alerts.collectorLosesData,
    // An exporter's losses have no receiver, and the other way round.
    local view = platform.view(time.range(settings.window), ['instance', 'exporter', 'receiver']),

    items:: error 'a variant must provide items',
    losses:: error 'a variant must provide losses',

    severity: settings.severity,
    expr: std.join('or\n', ['%s > %d\n' % [loss.increase(view), settings.minItems] for loss in alert.losses]),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'The collector loses spans or log records.',
    description: 'The collector {{ $labels.instance }} lost {{ $value | printf "%%.0f" }} %s at {{ $labels.exporter }}{{ $labels.receiver }} over the last %s; the threshold is %d.' %
                 [alert.items, view.range, settings.minItems],
    variants: {
      logs: {
        items:: 'log records',
        losses:: [pipeline.logsEnqueueFailed, pipeline.logsSendFailed, pipeline.logsRefused],
        labels: { data: 'logs' },
      },
      spans: {
        items:: 'spans',
        losses:: [pipeline.spansEnqueueFailed, pipeline.spansSendFailed, pipeline.spansRefused],
        labels: { data: 'spans' },
      },
    },
  },
}
