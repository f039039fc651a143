// When Prometheus itself cannot do its work.
{
  prometheusConfigurationReloadFailed: {
    // Longer than it takes to correct a typing mistake.
    'for': '5m',
    severity: 'warning',
  },
  prometheusRulesFailing: {
    window: '5m',
    // Longer than the window: one evaluation that failed is over by then.
    'for': '10m',
    severity: 'warning',
  },
  prometheusRulesMissed: {
    window: '5m',
    // Longer than the window: one heavy query of a person is over by then.
    'for': '10m',
    severity: 'warning',
  },
  prometheusWithoutAlertmanager: {
    // Longer than a restart of the only Alertmanager.
    'for': '5m',
    severity: 'warning',
  },
  prometheusNotificationsDropped: {
    window: '5m',
    // Longer than the window: alerts that last are sent again every minute.
    'for': '10m',
    severity: 'warning',
  },
  prometheusRemoteWriteBehind: {
    // Seconds. Lower it when rules are evaluated on the far side; raise it for a link with a limit.
    threshold: 120,
    'for': '10m',
    severity: 'warning',
  },
  prometheusRemoteWriteRefused: {
    // How long a loss is news.
    window: '15m',
    'for': '5m',
    severity: 'warning',
  },
  prometheusStorageFailing: {
    // Longer than the time between two compactions would be better, and slower to end.
    window: '1h',
    'for': '5m',
    severity: 'warning',
  },
  prometheusTooManySeries: {
    // Series in memory. Two million need some 8 GB: set it to what yours has.
    threshold: 2e6,
    'for': '15m',
    severity: 'info',
  },
}
