// How requests are judged without an objective.
{
  highErrorRate: {
    // The share of failed requests. Arbitrary, as any threshold without an objective is: set an objective
    // instead of tuning it. Raise it for a service whose callers retry.
    threshold: 0.05,
    // Widen it for services with few requests; a burst is forgotten after it.
    window: '5m',
    // Raise it when deployments trip the alert.
    'for': '2m',
    // Failed requests in the window that are too few to mean anything. Raise it for busy services.
    minBadEvents: 5,
    // A service with objectives is paged by its error budget; this alert then only warns.
    severity: 'warning',
    severityWithoutObjective: 'critical',
  },
  highLatency: {
    // Which latency is looked at. Lower it when single slow requests are expected.
    quantile: 0.95,
    // Seconds. Best at a boundary of the histogram (0.5, 0.75, 1, 2.5 …): between two it is interpolated.
    threshold: 1,
    window: '5m',
    // Longer than that of errors: a cold start is slow for minutes, and harmless.
    'for': '5m',
    // Requests in the window that a quantile needs to mean anything.
    minRequests: 20,
    severity: 'warning',
    severityWithoutObjective: 'critical',
  },
}
