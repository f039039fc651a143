{
  Watchdog: {
    'it always fires': {
      interval: '15s',
      series: [],
      firing: { '0m': [{ severity: 'none' }], '10m': [{ severity: 'none' }] },
      says: 'This alert always fires. Whoever receives it raises the alarm when it stops.',
    },
  },
}
