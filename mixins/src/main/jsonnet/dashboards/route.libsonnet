// One route of a service: what it answers, how fast, and what fails it.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).route;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local http = mixin.signals.http;
  local traces = mixin.searches.traces;

  dashboard.new(
    'telltale-route',
    'Route',
    'One route of a service: traffic, errors by status and exception, latency and how it spreads, by instance.',
    [
      dashboard.row('Now', [
        panel.stat(http.requests, settings={ width: 6 }),
        panel.stat(http.routeErrorRatio, steps=looks.errors, settings={ width: 6, title: 'Error ratio', empty: 'while nothing fails.' }),
        panel.stat(http.p95, steps=looks.latency, settings={ width: 6 }),
        panel.stat(http.timeSpent, settings={ width: 6 }),
      ]),
      dashboard.row('Answers', [
        panel.timeSeries(http.requests, ['method', 'status'], { title: 'Requests by status', description: 'Requests per second by what they were answered with. Many 4xx are a client that is out of date.', stack: true }),
        panel.timeSeries(http.routeErrorRatio, ['method', 'uri'], { title: 'Error ratio by route', empty: 'while nothing fails.' }),
        panel.timeSeries(http.errorsByException, ['exception', 'status'], { empty: 'while nothing fails.' }),
      ]),
      dashboard.row('Latency', [
        panel.timeSeries([http.p50, http.p95, http.p99], settings={ title: 'Latency', description: 'The latency that 50, 95 and 99 % of the requests stay under. A dot is a request that was traced: click it.', width: 12 }),
        panel.heatmap(http.durations, { width: 12 }),
        panel.timeSeries(http.p95, ['instance'], { title: 'p95 by instance', description: 'One instance far above the others is ill; all of them together are short of something.', width: 12 }),
        panel.timeSeries(http.timeSpent, ['method', 'uri'], { title: 'Time spent by route', width: 12 }),
      ]),
      dashboard.row('Traces', [
        panel.traceTable(traces.ofRoute, { width: 24 }),
      ]),
    ],
    { sources: ['traces'], related: { service: 'Service', logs: 'Logs and traces' }, annotations: [dashboard.releases] },
  )
)
