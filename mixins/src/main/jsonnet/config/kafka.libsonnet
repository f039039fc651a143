// When consumers fall behind.
{
  kafkaConsumerLag: {
    // Seconds of work that may wait, at the pace of the window: fits topics of any volume. Raise it for batches.
    threshold: 600,
    // Records below which nobody is behind, whatever the pace.
    minRecords: 100,
    window: '5m',
    // Longer than a rebalance, and than a consumer takes to start.
    'for': '10m',
    severity: 'warning',
  },
}
