// When connections run short.
{
  databaseConnectionsExhausted: {
    // Raise it when batch jobs fill the pool for a known time.
    'for': '2m',
    severity: 'warning',
  },
  databaseConnectionsPending: {
    // Longer than a pool takes to grow to its full size.
    'for': '5m',
    severity: 'warning',
  },
  databaseConnectionTimeouts: {
    // Timeouts in the window that are no accident. Each is a request that failed after half a minute.
    minTimeouts: 3,
    // Widen it for services with few requests.
    window: '10m',
    'for': '2m',
    severity: 'warning',
  },
}
