// What carries logs and traces: Loki 3, Tempo 2 and 3, and the OpenTelemetry collector, also inside Grafana Alloy.
// Their counters of losses are born with the first loss, by tenant and reason.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local pipeline = self,
  local spans = { name: 'spans', title: 'Spans' },
  local logs = { name: 'log_records', title: 'Log records' },

  // Loki.
  lokiLines: signal.counter('Lines received', 'cps', 'Log lines received per second.', 'loki_distributor_lines_received_total'),
  lokiBytes: signal.counter('Bytes received', 'Bps', 'Bytes of log lines received per second.', 'loki_distributor_bytes_received_total'),
  lokiDiscarded: signal.counter(
    'Lines discarded',
    'cps',
    'Log lines per second that it threw away, by reason: over a limit, too old, too long.',
    'loki_discarded_samples_total',
  ),
  lokiRequests: signal.counter('Requests', 'reqps', 'Requests per second.', 'loki_request_duration_seconds_count'),
  lokiErrors: signal.counter(
    'Server errors',
    'reqps',
    'Requests per second that it answered with a server error.',
    'loki_request_duration_seconds_count',
    ['status_code=~"5.."'],
  ),
  lokiErrorRatio: signal.ratio(
    'Error ratio',
    'The share of requests that failed. Without requests there is none.',
    pipeline.lokiErrors,
    pipeline.lokiRequests,
  ),

  // Tempo.
  tempoSpans: signal.counter('Spans received', 'cps', 'Spans received per second.', 'tempo_distributor_spans_received_total'),
  tempoBytes: signal.counter('Bytes received', 'Bps', 'Bytes of spans received per second.', 'tempo_distributor_bytes_received_total'),
  tempoDiscarded: signal.counter(
    'Spans discarded',
    'cps',
    'Spans per second that it threw away, by reason: over a limit, trace too large.',
    'tempo_discarded_spans_total',
  ),
  tempoRequests: signal.counter('Requests', 'reqps', 'Requests per second.', 'tempo_request_duration_seconds_count'),
  tempoErrors: signal.counter(
    'Server errors',
    'reqps',
    'Requests per second that it answered with a server error.',
    'tempo_request_duration_seconds_count',
    ['status_code=~"5.."'],
  ),
  tempoErrorRatio: signal.ratio(
    'Error ratio',
    'The share of requests that failed. Without requests there is none.',
    pipeline.tempoErrors,
    pipeline.tempoRequests,
  ),

  // The collector, by receiver or exporter. Its counters end in _total or not, depending on its version.
  local either(each, metric) = function(view) '(%s or %s)' % [each(metric + '_total')(view), each(metric)(view)],
  local counter(name, description, metric) =
    signal.new(name, 'cps', description, 'counter', either(query.rate, metric)) { increase:: either(query.increase, metric) },
  local collected(data) = {
    accepted: counter(
      '%s accepted' % data.title,
      '%s that receivers took, per second.' % data.title,
      'otelcol_receiver_accepted_%s' % data.name,
    ),
    refused: counter(
      '%s refused' % data.title,
      '%s that receivers could not hand on, per second.' % data.title,
      'otelcol_receiver_refused_%s' % data.name,
    ),
    sent: counter(
      '%s sent' % data.title,
      '%s that exporters delivered, per second.' % data.title,
      'otelcol_exporter_sent_%s' % data.name,
    ),
    sendFailed: counter(
      '%s not delivered' % data.title,
      '%s that exporters gave up, per second.' % data.title,
      'otelcol_exporter_send_failed_%s' % data.name,
    ),
    enqueueFailed: counter(
      '%s without a place' % data.title,
      '%s that found the queue of an exporter full, per second.' % data.title,
      'otelcol_exporter_enqueue_failed_%s' % data.name,
    ),
  },
  spansAccepted: collected(spans).accepted,
  spansRefused: collected(spans).refused,
  spansSent: collected(spans).sent,
  spansSendFailed: collected(spans).sendFailed,
  spansEnqueueFailed: collected(spans).enqueueFailed,
  logsAccepted: collected(logs).accepted,
  logsRefused: collected(logs).refused,
  logsSent: collected(logs).sent,
  logsSendFailed: collected(logs).sendFailed,
  logsEnqueueFailed: collected(logs).enqueueFailed,
  collectorQueueUsed: signal.new(
    'Queue',
    'percentunit',
    'How full the queue of an exporter is. A full one loses what comes next.',
    'ratio',
    query.aggregate('max', function(view) '%s / %s' % [
      query.select('otelcol_exporter_queue_size')(view),
      query.select('otelcol_exporter_queue_capacity')(view),
    ]),
  ),
}
