// When business goes badly.
{
  lowOrderSuccessRate: {
    // The business event and the share of successes it needs. Refusals by rule count as failures here:
    // lower the threshold when your customers' cards are declined often.
    event: 'order',
    threshold: 0.95,
    window: '5m',
    'for': '5m',
    // Failures in the window that are too few to mean anything. Lower it, and widen the window, for few orders.
    minBadEvents: 5,
    severity: 'warning',
  },
}
