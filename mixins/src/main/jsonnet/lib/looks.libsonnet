// Limits, texts and colours that several dashboards share.
local day = 86400;

function(config) {
  local alerts = config.alerts,
  local toward(threshold) = [threshold / 2, threshold],

  // Where yellow starts, where red does: red is where an alert fires, if there is one.
  errors: toward(alerts.highErrorRate.threshold),
  latency: toward(alerts.highLatency.threshold),
  dependencyErrors: toward(alerts.dependencyErrors.threshold),
  dependencyLatency: toward(alerts.dependencySlow.threshold),
  heap: [0.7, alerts.heapAlmostFull.threshold],
  collections: toward(alerts.garbageCollectionOverhead.threshold),
  files: [0.7, alerts.fileDescriptorsLow.threshold],
  throttled: [alerts.containerCpuThrottled.threshold, 2 * alerts.containerCpuThrottled.threshold],
  spanLoss: toward(alerts.spansDropped.threshold),
  scrape: toward(alerts.scrapeSlow.threshold),
  remoteWrite: toward(alerts.prometheusRemoteWriteBehind.threshold),
  // Less is worse.
  certificate: [day * alerts.certificateExpiresSoon.threshold / 2, day * alerts.certificateExpiresSoon.threshold],
  budget: [0, 0.25],
  budgetLasts: [day, 7 * day],
  // Of what runs out: processors, memory, disks, pools.
  full: [0.7, 0.85],

  severities: { '0': ['well', 'green'], '1': ['info', 'blue'], '2': ['warning', 'yellow'], '3': ['critical', 'red'] },
  firing: { '1': ['firing', 'red'] },
  up: { '0': ['down', 'red'], '1': ['up', 'green'] },

  // The legend of a service: job, and its namespace where services have one.
  service: std.join(' ', ['{{job}}'] + ['{{%s}}' % label for label in config.identityLabels if label == 'namespace']),
}
