// When users cannot reach what they should; the objective of probes stands in `_config.slo.probe`.
{
  probeFailed: {
    // Longer than a restart of a service with one replica, or each deployment pages.
    'for': '2m',
    severity: 'critical',
  },
  certificateExpiresSoon: {
    // Days. Less than what automatic renewal leaves (30 days as a rule), more than renewing by hand takes.
    threshold: 14,
    'for': '1h',
    severity: 'warning',
  },
  blackboxExporterDown: {
    // How long an address that was probed is remembered, and the alert lasts at most.
    memory: '1d',
    'for': '5m',
    severity: 'warning',
  },
}
