// When what a service depends on fails it.
{
  dependencyErrors: {
    // The share of failed requests to one dependency. Raise it where failures are retried or have a fallback.
    threshold: 0.1,
    // Widen it for dependencies that are called rarely.
    window: '5m',
    // Longer than a restart of the dependency.
    'for': '5m',
    // Failed requests in the window that are too few to mean anything.
    minBadEvents: 5,
    severity: 'warning',
  },
  dependencySlow: {
    // Which latency is looked at. Lower it when single slow answers are expected.
    quantile: 0.95,
    // Seconds. Best at a boundary of the histogram (0.5, 0.75, 1, 2.5 …), and under the client's time limit.
    threshold: 2.5,
    window: '5m',
    'for': '10m',
    // Requests in the window that a quantile needs to mean anything.
    minRequests: 20,
    severity: 'warning',
  },
}
