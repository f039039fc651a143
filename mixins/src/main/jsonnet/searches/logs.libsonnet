// Questions to Loki, in LogQL. The stack's pipeline makes labels of service_name and level only; everything else is a
// field of the JSON line (architecture: the vocabulary of logs).
local search(name, unit, description, expr) = { name: name, unit: unit, description: description, expr: expr };

{
  local lines(matchers=[]) = '{%s}' % std.join(', ', ['service_name=~"$job"'] + matchers),
  local errors = lines(['level="ERROR"']),
  local top(labels, pipeline) = 'topk(20, sum by (%s) (count_over_time(%s [$__range])))' % [std.join(', ', labels), pipeline],

  volume: search(
    'Lines by level',
    'short',
    'How many lines were logged. A burst of errors is a fault, a burst of the rest costs money.',
    'sum by (level) (count_over_time(%s [$__auto]))' % lines(['level=~".+"']),
  ) {
    legend: '{{level}}',
    colors: { ERROR: 'red', WARN: 'yellow', INFO: 'green', DEBUG: 'blue', TRACE: 'purple' },
  },
  bytes: search(
    'Log bytes',
    'Bps',
    'Bytes of log lines per second, by service: what storage costs.',
    'sum by (service_name) (bytes_rate(%s [$__auto]))' % lines(),
  ) { legend: '{{service_name}}' },
  totalBytes: search(
    'Log bytes over the time range',
    'bytes',
    'Who logs most. Start where a level can be raised without missing anything.',
    'topk(20, sum by (service_name) (bytes_over_time(%s [$__range])))' % lines(),
  ),

  errorLines: search(
    'Error lines',
    'short',
    'Errors that contain the text in Search, the newest first. Open a line for its stack trace; its trace id leads to the trace.',
    errors + ' |~ `(?i)$search` | json | line_format "{{.service_name}} {{.logger_name}}: {{.message}}"',
  ),
  frequentErrors: search(
    'Most frequent errors',
    'short',
    'Errors by where they come from: equal hashes are equal stack traces. The first ones are worth most.',
    top(
      ['service_name', 'logger_name', 'stack_hash'],
      errors + ' | json logger_name="logger_name", stack_hash="stack_hash"',
    ),
  ),
  tracesWithErrors: search(
    'Traces that logged errors',
    'short',
    'Requests by the number of their error lines. A trace id leads to all lines of its request below.',
    top(
      ['trace_id', 'service_name', 'message'],
      errors + ' | json trace_id="trace_id", message="message" | trace_id != ""',
    ),
  ),
  // Every service that the request passed.
  ofTrace: search(
    'Lines of the trace',
    'short',
    'What every service logged for the request whose trace id stands in Trace. Empty until there is one.',
    '{service_name=~".+"} |= `$trace` | json | trace_id = `$trace` | trace_id != "" | line_format "{{.service_name}} {{.level}} {{.logger_name}}: {{.message}}"',
  ),
}
