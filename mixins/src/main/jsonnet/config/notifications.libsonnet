// When Alertmanager itself cannot do its work.
{
  alertmanagerConfigurationReloadFailed: {
    // Longer than it takes to correct a typing mistake.
    'for': '5m',
    severity: 'warning',
  },
  alertmanagerNotificationsFailing: {
    // The share of notifications to one integration. A failed one is tried again: a few do no harm.
    threshold: 0.05,
    // Widen it when you have few notifications.
    window: '15m',
    'for': '5m',
    severity: 'warning',
  },
  alertmanagerPeersMissing: {
    // Longer than a rolling restart takes to settle.
    'for': '10m',
    severity: 'warning',
  },
}
