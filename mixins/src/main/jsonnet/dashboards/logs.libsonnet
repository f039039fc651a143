// What services logged and what their requests did: from a burst of errors to one line, and on to its trace.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).fleet;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local logs = mixin.searches.logs;
  local traces = mixin.searches.traces;
  local telemetry = mixin.signals.telemetry;
  local http = mixin.signals.http;

  local byService = config.identityLabels;
  local toTrace = { dashboard: 'telltale-logs', title: 'Show all lines of this request', labels: { trace: 'trace_id' } };

  dashboard.new(
    'telltale-logs',
    'Logs and traces',
    'What services logged and what their requests did: volume, errors, and one request across all services.',
    [
      dashboard.row('How much', [
        panel.logBars(logs.volume, { width: 12 }),
        panel.timeSeries(telemetry.logEvents, ['level'], { title: 'Log events by level, as services count them', description: 'Lines logged per second. Far more here than in the logs: lines are lost on their way.', stack: true, width: 6 }),
        panel.timeSeries([
          telemetry.logEventsDropped { by: ['job'], legend: 'lines of {{job}}' },
          telemetry.spansDropped { by: ['job', 'reason'], legend: 'spans of {{job}}: {{reason}}' },
        ], settings={ title: 'Lost lines and spans', description: 'Lines and spans per second that services gave up because what takes them was slow, full or away. What is lost here is missing everywhere below.', width: 6 }),
      ]),
      dashboard.row('Errors', [
        panel.logTable(logs.frequentErrors),
        panel.logTable(logs.tracesWithErrors, { rowLinks: { trace_id: toTrace } }),
        panel.logLines(logs.errorLines, { height: 12 }),
      ]),
      dashboard.row('Traces', [
        panel.timeSeries([
          http.p50 { by: [] },
          http.p95 { by: [] },
          http.p99 { by: [] },
        ], settings={ title: 'Latency with traces', description: 'The latency that 50, 95 and 99 % of the requests stay under. A dot is a request that was traced: click it.', width: 24 }),
        panel.traceTable(traces.failed),
        panel.traceTable(traces.slow),
      ]),
      dashboard.row('One request', [
        panel.logLines(logs.ofTrace),
        panel.trace(traces.trace, { empty: 'until a trace id stands in Trace.' }),
      ]),
    ],
    {
      sources: ['logs', 'traces'],
      variables: [dashboard.textbox('search', 'Search'), dashboard.textbox('trace', 'Trace')],
      related: { service: 'Service', fleet: 'Fleet' },
    },
  )
)
