// Requests a service answers. Spring Boot counts them by route; the starter counts them as good or bad events.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local http = self,
  local routes = ['uri!~"%s"' % config.excludedRoutes],
  // Spring Boot's counters are born with their first request, so their first failure cannot be seen as an increase.
  // The built-in SLI is there, at zero, from the start.
  local builtIn = ['slo="%s"' % config.slo.builtIn, 'sli="availability"'],

  requests: signal.counter(
    'Requests',
    'reqps',
    'Requests answered per second, without the management endpoints.',
    'http_server_requests_seconds_count',
    routes,
  ),
  serverErrors: signal.counter(
    'Server errors',
    'reqps',
    'Requests answered with a server error (5xx) per second.',
    'http_server_requests_seconds_count',
    routes + ['outcome="SERVER_ERROR"'],
  ),
  errorsByException: signal.counter(
    'Errors by exception',
    'reqps',
    'Requests per second that an exception failed, by exception and route.',
    'http_server_requests_seconds_count',
    routes + ['exception!="none"'],
  ),
  // The ten busiest; their time, not their number, is what a machine feels.
  topRoutes: signal.new(
    'Busiest routes',
    'reqps',
    'The ten routes with most requests per second.',
    'counter',
    query.top(10, query.rate('http_server_requests_seconds_count', routes)),
  ),
  timeSpent: signal.counter(
    'Time spent',
    's',
    'Seconds of work per second by route: where time goes.',
    'http_server_requests_seconds_sum',
    routes,
  ),
  routeErrorRatio: signal.ratio(
    'Error ratio of routes',
    'The share of requests answered with a server error (5xx), by route. Without traffic or errors there is none.',
    http.serverErrors,
    http.requests,
  ),
  events: signal.counter(
    'Good and bad requests',
    'reqps',
    'Requests per second that count for availability, over all routes.',
    'slo_events_total',
    builtIn,
  ),
  badEvents: signal.counter(
    'Bad requests',
    'reqps',
    'Requests per second that were bad for availability, over all routes.',
    'slo_events_total',
    builtIn + ['result="bad"'],
  ),
  errorRatio: signal.ratio(
    'Error ratio',
    'The share of requests that failed, over all routes. Without traffic there is none.',
    http.badEvents,
    http.events,
  ),

  latency(q):: signal.quantile(
    'p%g' % (q * 100),
    's',
    'The latency that %g %% of the requests stay under, estimated from the histogram.' % (q * 100),
    q,
    'http_server_requests_seconds_bucket',
    routes,
  ),
  p50: http.latency(0.5),
  p95: http.latency(0.95),
  p99: http.latency(0.99),
  durations: signal.histogram(
    'Latency distribution',
    's',
    'Requests per second by how long they took. Two bands are two kinds of requests.',
    'http_server_requests_seconds_bucket',
    routes,
  ),

  // Every route that was called has it.
  presence:: 'http_server_requests_seconds_count',
}
