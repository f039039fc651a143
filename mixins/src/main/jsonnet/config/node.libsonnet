// When a machine runs out of something. All of it warns: what its services suffer pages.
{
  nodeCpuHigh: {
    // Where the dashboards turn red. Raise it for machines that compute in batches and serve nobody.
    threshold: 0.85,
    window: '5m',
    // Raise it when backups or nightly jobs trip the alert.
    'for': '15m',
    severity: 'warning',
  },
  nodeMemoryHigh: {
    // Above it the kernel soon kills. Lower it for small machines, where the rest is a few megabytes.
    threshold: 0.9,
    'for': '10m',
    severity: 'warning',
  },
  nodeDiskAlmostFull: {
    // Where the dashboards turn red. Lower it when it takes you days to get more space.
    threshold: 0.85,
    // Bytes that are enough whatever their share: 15 % of a large disk is plenty.
    plenty: 100e9,
    // Longer than a compaction or a dump that is removed again.
    'for': '15m',
    severity: 'warning',
  },
  nodeDiskFillsUp: {
    // Full within it. Raise it when it takes you longer to get more space.
    horizon: '4h',
    // The trend that must lead there, and the one that must still lead there: one big file is no trend.
    long: '6h',
    short: '30m',
    // The share in use below which a trend is too young to matter.
    minUsed: 0.5,
    // Longer than the short trend and a download together, or a single file makes the alert.
    'for': '1h',
    severity: 'warning',
  },
  nodeInodesLow: {
    // Lower it for mail and cache directories, which use up inodes in a burst.
    threshold: 0.9,
    'for': '15m',
    severity: 'warning',
  },
  nodeDiskReadOnly: {
    // A file system that could not be written for longer is read-only by design, or known to be broken.
    memory: '3d',
    'for': '5m',
    severity: 'warning',
  },
  nodeClockSkew: {
    // Seconds. The time of the scrape is part of it: keep it above the slowest one. Lower it where tokens live short.
    threshold: 2,
    'for': '10m',
    severity: 'warning',
  },
}
