// Requests a service sends: its dependencies, by client.
local signal = import '../lib/signal.libsonnet';

function(config) {
  local client = self,
  // A dependency that answers with an error, or does not answer at all. Client errors (4xx) are the caller's own.
  local failed = ['outcome=~"SERVER_ERROR|UNKNOWN"'],

  requests: signal.counter(
    'Requests sent',
    'reqps',
    'Requests sent to dependencies per second. There when the service has called one.',
    'http_client_requests_seconds_count',
  ),
  errors: signal.counter(
    'Failed requests sent',
    'reqps',
    'Requests per second that a dependency answered with a server error (5xx), or not at all.',
    'http_client_requests_seconds_count',
    failed,
  ),
  errorRatio: signal.ratio(
    'Dependency error ratio',
    'The share of requests to a dependency that failed. Without requests there is none; without a failure so far neither.',
    client.errors,
    client.requests,
  ),

  latency(q):: signal.quantile(
    'p%g' % (q * 100),
    's',
    'The latency that %g %% of the requests to a dependency stay under, estimated from the histogram.' % (q * 100),
    q,
    'http_client_requests_seconds_bucket',
  ),
  p50: client.latency(0.5),
  p95: client.latency(0.95),
  p99: client.latency(0.99),
}
