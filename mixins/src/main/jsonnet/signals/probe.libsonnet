// What users reach, seen from outside by the blackbox exporter. A probe bears the labels of the service it looks at
// (job above all), and the address as its instance.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local probe = self,

  // Over the window, for each address the exporter that reaches it best.
  local perAddress(func) = function(view)
    query.over(func, 'probe_success')(view { by: std.filter(function(label) label != 'instance', super.by) + ['instance'] }),

  // Where several exporters probe the same address one success is enough: an exporter cut off is no outage.
  success: signal.gauge('Probe', 'bool', '1 while the address answers as it should.', 'probe_success'),
  failed: signal.new(
    'Probes that fail',
    'short',
    '0 for each address that no exporter reaches.',
    'gauge',
    function(view) probe.success.expr(view) + ' == 0',
  ),
  successRatio: signal.new(
    'Reachable',
    'percentunit',
    'The share of probes that succeeded.',
    'ratio',
    query.aggregate('avg', perAddress('avg_over_time')),
  ),
  // The SLI "probe": each address gives one event a second, which is bad while the address does not answer.
  events: signal.new(
    'Probes',
    'cps',
    'Addresses that are probed, each of which gives one event a second.',
    'gauge',
    query.aggregate('count', perAddress('avg_over_time')),
  ),
  badEvents: signal.new(
    'Out of reach',
    'cps',
    'How many addresses are out of reach, on average over the window.',
    'gauge',
    function(view) '%s - %s' % [probe.events.expr(view), query.aggregate('sum', perAddress('avg_over_time'))(view)],
  ),
  known: signal.new(
    'Probes known',
    'short',
    'Addresses that were probed within the window.',
    'gauge',
    query.aggregate('count', perAddress('last_over_time')),
  ),
  duration: signal.gauge('Probe duration', 's', 'How long the slowest probe takes, connection included.', 'probe_duration_seconds'),
  phases: signal.gauge(
    'Probe phases',
    's',
    'What a probe spends its time with, by phase: resolve, connect, tls, processing, transfer.',
    'probe_http_duration_seconds',
  ),
  status: signal.gauge('Status', 'short', 'The HTTP status that the probe saw last.', 'probe_http_status_code'),
  certificateExpiry: signal.new(
    'Certificate expires in',
    's',
    'Time until the first certificate of the chain expires. There for addresses with TLS.',
    'gauge',
    function(view) query.gauge('probe_ssl_earliest_cert_expiry', aggregate='min')(view) + ' - time()',
  ),
  // The scrapes of probes: they fail with the exporter, not with the address.
  exporterDown: signal.new(
    'Probes without an exporter',
    'short',
    '0 for each address whose exporter does not answer.',
    'gauge',
    function(view) '%s == 0 and %s' % [
      query.gauge('up')(view),
      query.over('last_over_time', 'probe_success')(view),
    ],
  ),

  // Every address that is probed has it.
  presence:: 'probe_success',
}
