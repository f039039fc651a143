// Telemetry: what it loses, what it costs, and what the logs say.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local telemetry = mixin.signals.telemetry,
  local services(range, labels) = lib.view(range, labels) { matchers+: [config.serviceSelector] },

  // More than so many within a window. These counters are there, at zero, from the start: no first one is missed.
  local counted(signal, settings, labels=[]) = {
    severity: settings.severity,
    expr: '%s > %d' % [signal.increase(lib.view(time.range(settings.window), labels)), settings.threshold],
    'for': time.patience(settings['for']),
  },
  local says(what, settings) = what + ' over the last %s; the threshold is %d.' %
                                      [time.range(settings.window), settings.threshold],

  LogErrorBurst: counted(telemetry.logErrors, config.alerts.logErrorBurst) {
    dashboard: 'telltale-logs',
    summary: 'A service logs many errors.',
    description: says('{{ $labels.job }} logged {{ $value | printf "%.0f" }} errors', config.alerts.logErrorBurst),
  },

  LogEventsDropped: counted(telemetry.logEventsDropped, config.alerts.logEventsDropped, ['instance']) {
    dashboard: 'telltale-logs',
    summary: 'A service loses log lines.',
    description: says(
      '{{ $labels.job }} on {{ $labels.instance }} lost {{ $value | printf "%.0f" }} log lines',
      config.alerts.logEventsDropped,
    ),
  },

  SpansDropped: {
    local settings = config.alerts.spansDropped,
    local window = time.range(settings.window),

    severity: settings.severity,
    expr: '%s > %g' % [telemetry.spanLossRatio.expr(lib.view(window)), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-logs',
    summary: 'A service loses spans.',
    description: '{{ $labels.job }} lost {{ $value | humanizePercentage }} of its spans over the last %s; the threshold is %s.' %
                 [window, text.percentage(settings.threshold)],
  },

  CardinalityCollapsed: {
    local settings = config.alerts.cardinalityCollapsed,
    local window = time.range(settings.window),

    severity: settings.severity,
    // The counter appears, at zero, when half of the limit is used up.
    expr: '%s > 0' % telemetry.collapsed.increase(lib.view(window, ['meter', 'tag'])),
    'for': time.patience(settings['for']),
    dashboard: 'telltale-cost',
    summary: 'A metric has more series than its limits allow.',
    // The tag * stands for all of them: no single one has too many values.
    description: '{{ if eq $labels.tag "*" }}The tags of {{ $labels.meter }} have more combinations{{ else }}Tag {{ $labels.tag }} of {{ $labels.meter }} has more values{{ end }} than the limit in {{ $labels.job }}: {{ $value | printf "%%.0f" }} look-ups over the last %s count as "other".' %
                 window,
  },

  ScrapeSlow: {
    local settings = config.alerts.scrapeSlow,

    severity: settings.severity,
    expr: '%s > %g' % [telemetry.scrapeDuration.expr(services('', ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-cost',
    summary: 'A service answers its scrapes slowly.',
    description: '{{ $labels.job }} on {{ $labels.instance }} takes {{ $value | humanizeDuration }} to answer a scrape: over the threshold of %s for %s.' %
                 [text.latency(settings.threshold), time.span(settings['for'])],
  },

  ScrapeTooBig: {
    local settings = config.alerts.scrapeTooBig,

    severity: settings.severity,
    expr: '%s > %d' % [telemetry.samples.expr(services('', ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-cost',
    summary: 'A service exports too many series.',
    description: '{{ $labels.job }} on {{ $labels.instance }} exports {{ $value }} samples a scrape: over the threshold of %d for %s.' %
                 [settings.threshold, time.span(settings['for'])],
  },

  ScrapeNearSampleLimit: {
    local settings = config.alerts.scrapeNearSampleLimit,

    severity: settings.severity,
    // Prometheus reports the limit with its feature extra-scrape-metrics only; without, this alert cannot fire.
    expr: '%s > %g' % [telemetry.sampleLimitUsed.expr(lib.view('', ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-cost',
    summary: 'A target comes near its sample limit.',
    description: '{{ $labels.job }} on {{ $labels.instance }} brings {{ $value | humanizePercentage }} of the samples it may, beyond which all are refused: over the threshold of %s for %s.' %
                 [text.percentage(settings.threshold), time.span(settings['for'])],
  },
}
