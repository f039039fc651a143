// The alerting itself.
function(mixin) {
  Watchdog: {
    severity: 'none',
    expr: 'vector(1)',
    'for': null,
    dashboard: null,
    summary: 'Alerts are evaluated and delivered.',
    description: 'This alert always fires. Whoever receives it raises the alarm when it stops.',
  },
}
