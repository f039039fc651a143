// When business goes badly.
{
  lowOrderSuccessRate: {
    // The business event and the share of successes it needs. Refusals by rule count as failures here:
    // lower the threshold when your customers' cards are declined often.
    event: 'order',
    threshold: 0.95,
    window: '5m',
    'for': '5m',
    // Events in the window that a share needs to mean anything. Lower it, and widen the window, for few orders.
    minEvents: 10,
    severity: 'warning',
  },
}
