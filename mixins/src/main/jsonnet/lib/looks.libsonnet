// Limits, texts and colours that several dashboards share.
function(config) {
  local errorRate = config.alerts.highErrorRate.threshold,
  local latency = config.alerts.highLatency.threshold,

  // Where yellow starts, where red does.
  errors: [errorRate / 2, errorRate],
  latency: [latency / 2, latency],
  // Of what runs out: processors, memory, disks, pools.
  full: [0.7, 0.85],

  severities: { '0': ['well', 'green'], '1': ['info', 'blue'], '2': ['warning', 'yellow'], '3': ['critical', 'red'] },
  firing: { '1': ['firing', 'red'] },
  up: { '0': ['down', 'red'], '1': ['up', 'green'] },

  // The legend of a service: job, and its namespace where services have one.
  service: std.join(' ', ['{{job}}'] + ['{{%s}}' % label for label in config.identityLabels if label == 'namespace']),
}
