// When an objective itself is wrong; the burns stand in `_config.slo`.
{
  sloObjectiveMissing: {
    // Longer than a deployment.
    'for': '15m',
    severity: 'warning',
  },
}
