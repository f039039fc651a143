// When a service is missed.
{
  serviceDown: {
    // Longer than a restart of a service with one replica, or each deployment pages.
    'for': '2m',
    severity: 'critical',
  },
}
