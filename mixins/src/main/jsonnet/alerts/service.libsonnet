// The service as a whole.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local target = mixin.signals.target,
  local http = mixin.signals.http,
  local health = mixin.signals.health,

  ServiceDown: {
    local settings = config.alerts.serviceDown,
    local view = lib.view(''),

    severity: settings.severity,
    // The value is the number of instances. One that answers is enough: part of a service is another matter.
    expr: |||
      %s
      unless
      %s > 0
    ||| % [target.targets.expr(view), target.anyUp.expr(view)],
    'for': time.patience(settings['for']),
    summary: 'No instance of a service answers.',
    description: 'None of the {{ $value }} known instances of {{ $labels.job }} has answered its scrapes for %s.' %
                 time.span(settings['for']),
  },

  TargetDown: {
    local settings = config.alerts.targetDown,
    // Probes of a service bear its labels but this one, and would hide its instances among them.
    local tier = std.split(config.serviceSelector, '=')[0],

    severity: settings.severity,
    expr: '%s > %g' % [target.downRatio.expr(lib.view('', [tier])), settings.threshold],
    'for': time.patience(settings['for']),
    summary: 'Part of the targets of a job do not answer.',
    description: '{{ $value | humanizePercentage }} of the targets of {{ $labels.job }} have not answered their scrapes for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.percentage(settings.threshold)],
  },

  ServiceMissing: {
    local settings = config.alerts.serviceMissing,
    local memory = time.range(settings.memory),
    local view = lib.view(memory) {
      matchers+: if settings.scalesToZero == '' then [] else ['job!~"%s"' % settings.scalesToZero],
    },

    severity: settings.severity,
    expr: |||
      # The value is the number of instances there were. Whoever took them away for good hears of it until they are
      # forgotten.
      %s
      unless
      # Without a target there is nothing that could be down.
      %s
    ||| % [target.known.expr(view), target.targets.expr(view)],
    'for': time.patience(settings['for']),
    summary: 'A service has no instances any more.',
    description: 'All {{ $value }} instances of {{ $labels.job }} that were scraped within %s have been gone for %s.' %
                 [memory, time.span(settings['for'])],
  },

  // Info: the week before is a guess at what is normal.
  local traffic(settings) = {
    local view = lib.view(time.range(settings.window)),
    now: http.events.increase(view),
    before: http.events.increase(view { offset: time.span(settings.ago) }),
    history: http.events.increase(view { offset: time.span(settings.history) }),
    threshold: settings.threshold,
    minimum: settings.minEvents,
  },

  TrafficGone: {
    local settings = config.alerts.trafficGone,

    severity: settings.severity,
    expr: |||
      %(now)s / (%(before)s > %(minimum)d) < %(threshold)g
      and
      # Enough history, or the first day of a service would be the measure.
      %(history)s
    ||| % traffic(settings),
    'for': time.patience(settings['for']),
    summary: 'A service gets far fewer requests than a week ago.',
    description: '{{ $labels.job }} got only {{ $value | humanizePercentage }} of the requests of %s ago over the last %s; the threshold is %s.' %
                 [time.span(settings.ago), time.range(settings.window), text.percentage(settings.threshold)],
  },

  TrafficTripled: {
    local settings = config.alerts.trafficTripled,

    severity: settings.severity,
    expr: |||
      (%(now)s > %(minimum)d) / (%(before)s > 0) > %(threshold)g
      and
      # Enough history, or the first day of a service would be the measure.
      %(history)s
    ||| % traffic(settings),
    'for': time.patience(settings['for']),
    summary: 'A service gets far more requests than a week ago.',
    description: '{{ $labels.job }} got {{ $value | printf "%%.1f" }} times the requests of %s ago over the last %s; the threshold is %g.' %
                 [time.span(settings.ago), time.range(settings.window), settings.threshold],
  },

  ServiceRestarting: {
    local settings = config.alerts.serviceRestarting,
    local window = time.range(settings.window),

    severity: settings.severity,
    expr: '%s > %d' % [mixin.signals.runtime.restarts.expr(lib.view(window, ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    summary: 'An instance of a service restarts again and again.',
    description: '{{ $labels.instance }} of {{ $labels.job }} was started anew {{ $value }} times within %s; the threshold is %d.' %
                 [window, settings.threshold],
  },

  HealthComponentDown: {
    local settings = config.alerts.healthComponentDown,

    severity: settings.severity,
    expr: health.down.expr(lib.view('', ['component'])),
    'for': time.patience(settings['for']),
    summary: 'A component of a service is down.',
    description: 'The health check of {{ $labels.component }} of {{ $labels.job }} has failed for %s, on {{ $value }} of its instances.' %
                 time.span(settings['for']),
  },

  HealthCheckStale: {
    local settings = config.alerts.healthCheckStale,

    severity: settings.severity,
    expr: '%s > %g' % [health.age.expr(lib.view('', ['component', 'instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    summary: 'A health check hangs.',
    description: 'The health check of {{ $labels.component }} of {{ $labels.job }} on {{ $labels.instance }} has not come to an end for {{ $value | humanizeDuration }}; the threshold is %s.' %
                 text.latency(settings.threshold),
  },
}
