// When a process runs short of something. Causes rather than symptoms: users feel them later, or not at all.
{
  webThreadsSaturated: {
    // The share of the web server's threads at work. At 1 requests queue.
    threshold: 0.9,
    // Raise it when known peaks of load are longer.
    'for': '5m',
    severity: 'warning',
  },
  fileDescriptorsLow: {
    // The share of the file descriptors in use. Lower it where connections come in thousands at once.
    threshold: 0.8,
    'for': '10m',
    severity: 'warning',
  },
  threadsDeadlocked: {
    // A deadlock does not go away: this only keeps a single odd sample out.
    'for': '2m',
    severity: 'warning',
  },
  heapAlmostFull: {
    // The share of the long-lived heap that a collection leaves. Raise it for services that fill a cache on purpose.
    threshold: 0.85,
    // Longer than a batch that holds much for a while.
    'for': '15m',
    severity: 'warning',
  },
  garbageCollectionOverhead: {
    // The share of time that collections stop the process. Raise it for batch work, lower it where latency counts.
    threshold: 0.1,
    'for': '10m',
    severity: 'warning',
  },
  processCpuHigh: {
    // The share of the processors the process may use. Lower it where load grows faster than you can scale.
    threshold: 0.9,
    // Over which it is averaged. With the wait below, longer than a start with its compilations, and than a known batch.
    window: '5m',
    'for': '10m',
    severity: 'warning',
  },
}
