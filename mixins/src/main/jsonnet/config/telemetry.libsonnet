// When telemetry loses something, costs too much, or says that something is odd.
{
  logErrorBurst: {
    // Errors logged in the window. Raise it for busy services; better, log as an error only what somebody must act on.
    threshold: 50,
    window: '5m',
    'for': '5m',
    severity: 'warning',
  },
  logEventsDropped: {
    // Lines lost in the window that nobody will miss.
    threshold: 10,
    window: '10m',
    'for': '2m',
    severity: 'warning',
  },
  spansDropped: {
    // The share of the spans that are lost. Lower it where every trace counts.
    threshold: 0.05,
    // Shorter than `for`: a collector that restarts loses a batch, which has left the window by then.
    window: '5m',
    'for': '10m',
    severity: 'warning',
  },
  cardinalityCollapsed: {
    // Shorter than `for`: a scan by somebody who tries many addresses has left the window by then.
    window: '5m',
    'for': '15m',
    severity: 'warning',
  },
  scrapeSlow: {
    // Seconds. Keep it well under the scrape timeout, from which on the target is down.
    threshold: 1,
    'for': '10m',
    severity: 'warning',
  },
  scrapeTooBig: {
    // Samples a scrape. A service of a hundred routes brings some ten thousand; raise it for more routes.
    threshold: 20000,
    'for': '15m',
    severity: 'warning',
  },
  scrapeNearSampleLimit: {
    // The share of the sample limit. Beyond the limit everything the target exports is refused.
    threshold: 0.8,
    'for': '15m',
    severity: 'warning',
  },
}
