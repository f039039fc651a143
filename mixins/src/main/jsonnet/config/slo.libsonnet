// When an objective itself is wrong, or broken; the burns stand in `_config.slo`.
{
  sloErrorBudgetSpent: {
    // The share of the error budget left at which it counts as spent. Raise it to hear before it is.
    threshold: 0,
    // Longer than a dip at the edge. It lasts until the outage leaves the period, or good traffic outweighs it.
    'for': '1h',
    severity: 'warning',
  },
  sloObjectiveMissing: {
    // Longer than a deployment.
    'for': '15m',
    severity: 'warning',
  },
}
