// What users reach, seen from outside.
function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local probe = mixin.signals.probe,

  ProbeFailed: {
    local settings = config.alerts.probeFailed,

    severity: settings.severity,
    expr: probe.failed.expr(lib.view('', ['instance'])),
    'for': time.patience(settings['for']),
    dashboard: 'telltale-probes',
    summary: 'An address that users need does not answer as it should.',
    description: 'Every probe of {{ $labels.instance }} ({{ $labels.job }}) has failed for %s.' % time.span(settings['for']),
  },

  CertificateExpiresSoon: {
    local settings = config.alerts.certificateExpiresSoon,

    severity: settings.severity,
    expr: '%s < %d * 86400' % [probe.certificateExpiry.expr(lib.view('', ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-probes',
    summary: 'A certificate expires soon.',
    description: 'The certificate of {{ $labels.instance }} ({{ $labels.job }}) expires in {{ $value | humanizeDuration }}; the threshold is %d days.' %
                 settings.threshold,
  },

  BlackboxExporterDown: {
    local settings = config.alerts.blackboxExporterDown,
    local view = lib.view(time.range(settings.memory), ['instance']),

    severity: settings.severity,
    expr: 'count by (%s) (%s)' % [std.join(', ', config.identityLabels), probe.exporterDown.expr(view)],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-probes',
    summary: 'Probes have no exporter.',
    description: 'Nobody has looked at {{ $value }} addresses of {{ $labels.job }} for %s: their blackbox exporter does not answer.' %
                 time.span(settings['for']),
  },
}
