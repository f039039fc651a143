// Who watches the watchers: Prometheus, Alertmanager, Loki, Tempo, the collector.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).stack;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local signals = mixin.signals;
  local prometheus = signals.prometheus;
  local alertmanager = signals.alertmanager;
  local pipeline = signals.pipeline;

  local instance = ['instance'];
  local reloaded = { '0': ['failed', 'red'], '1': ['good', 'green'] };
  local loki(signal, by, settings={}) = panel.timeSeries(signal, by, { needs: 'loki' } + settings);
  local tempo(signal, by, settings={}) = panel.timeSeries(signal, by, { needs: 'tempo' } + settings);
  local collector(signal, by, settings={}) = panel.timeSeries(signal, by, { needs: 'collector' } + settings);
  local lost(signals, by) = [
    signal { by: by, legend: signal.name + ' ' + std.join(' ', ['{{%s}}' % label for label in by]) }
    for signal in signals
  ];

  dashboard.new(
    'telltale-stack',
    'The stack itself',
    'What all other dashboards rest on: Prometheus, Alertmanager, Loki, Tempo and the collector.',
    [
      dashboard.row('Now', [
        panel.stat(signals.target.downRatio { by: [] }, steps=[0.01, 0.1], settings={ decimals: 1, title: 'Targets down' }),
        panel.stat(prometheus.series, settings={ title: 'Series of all' }),
        panel.stat(prometheus.samples, settings={ title: 'Samples of all' }),
        panel.stat(prometheus.ruleFailures, steps=[0.001, 0.1], settings={ title: 'Rule failures' }),
        panel.stat(prometheus.alertmanagers, steps=[1, 2], settings={ lessIsWorse: true, title: 'Alertmanagers' }),
        panel.stat(prometheus.notificationErrors, steps=[0.001, 0.1], settings={ title: 'Alerts not taken' }),
        panel.stateTimeline([
          prometheus.configurationReloaded { by: instance, legend: 'Prometheus {{instance}}' },
          alertmanager.configurationReloaded { by: instance, legend: 'Alertmanager {{instance}}' },
        ], settings={ title: 'Configuration', description: 'Whether the configuration in use is the one on disk. A reload that failed goes unnoticed until the next restart, which then fails too.', names: reloaded, width: 12 }),
        panel.timeSeries(signals.target.downRatio, ['job'], { title: 'Targets down by job', max: 1, width: 12 }),
      ]),
      dashboard.row('Prometheus: storage', [
        panel.timeSeries(prometheus.series, instance),
        panel.timeSeries(prometheus.seriesCreated, instance),
        panel.timeSeries(prometheus.samples, instance),
        panel.timeSeries(prometheus.blocks, instance),
        panel.timeSeries(prometheus.storageFailures, instance + ['failure'], { description: 'Failures per second to write, cut, compact or reload what is stored. Any at all: look at the disk and at the log of Prometheus.' }),
        panel.timeSeries([
          prometheus.sampleLimitHits { by: instance, legend: 'sample limit {{instance}}' },
          prometheus.targetLimitHits { by: instance, legend: 'target limit {{instance}}' },
          prometheus.duplicates { by: instance, legend: 'duplicate samples {{instance}}' },
        ], settings={ title: 'Scrapes refused', description: 'How often per second a limit was hit or samples came twice: what was scraped is thrown away.' }),
      ]),
      dashboard.row('Prometheus: rules and queries', [
        panel.timeSeries(prometheus.ruleGroupTime, ['rule_group'], { steps: looks.full }),
        panel.timeSeries(prometheus.ruleFailures, ['rule_group'], { title: 'Rule failures by group', description: 'Rules per second that could not be evaluated: their alerts are blind.' }),
        panel.timeSeries(prometheus.ruleGroupsMissed, ['rule_group']),
        panel.timeSeries(prometheus.queryTime, ['slice'], { width: 12 }),
        panel.timeSeries(prometheus.ruleEvaluations, instance, { width: 12 }),
      ]),
      dashboard.row('Alerts on their way', [
        panel.timeSeries(lost([prometheus.notifications, prometheus.notificationErrors, prometheus.notificationsDropped], instance), settings={ title: 'From Prometheus', description: 'Alerts per second that Prometheus sent, that an Alertmanager did not take, and that were lost. Lost ones come again with the next evaluation while they fire.' }),
        panel.timeSeries(prometheus.notificationQueue, instance),
        panel.timeSeries(lost([alertmanager.notifications, alertmanager.notificationFailures], ['integration']), settings={ title: 'From Alertmanager', description: 'Notifications per second by the kind of receiver, and those that failed. Failures end when the receiver answers again: Alertmanager retries.' }),
        panel.timeSeries(alertmanager.notificationFailureRatio, ['integration'], { steps: [0.01, 0.1], max: 1, width: 12 }),
        panel.timeSeries(alertmanager.members, instance, { needs: 'alertmanagerCluster', width: 12 }),
      ]),
      dashboard.collapsed('Remote write', [
        panel.timeSeries(prometheus.remoteWriteLag, ['remote_name'], { needs: 'remoteWrite', steps: looks.remoteWrite }),
        panel.timeSeries(lost([prometheus.remoteWritten, prometheus.remoteWriteFailures], ['remote_name']), settings={ title: 'Samples sent and lost', description: 'Samples per second that remote storage took, and that it refused for good: gaps that stay.', needs: 'remoteWrite' }),
        panel.timeSeries(prometheus.remoteWritePending, ['remote_name'], { needs: 'remoteWrite' }),
      ]),
      dashboard.collapsed('Loki', [
        loki(pipeline.lokiLines, instance),
        loki(pipeline.lokiBytes, instance),
        loki(pipeline.lokiDiscarded, ['reason'], { description: 'Log lines per second that Loki threw away, by reason. Any: raise the limit, or log less.' }),
        loki(pipeline.lokiRequests, instance, { width: 12 }),
        loki(pipeline.lokiErrorRatio, instance, { steps: [0.01, 0.05], max: 1, width: 12 }),
      ]),
      dashboard.collapsed('Tempo', [
        tempo(pipeline.tempoSpans, instance, { title: 'Spans received by Tempo' }),
        tempo(pipeline.tempoBytes, instance, { title: 'Bytes received by Tempo' }),
        tempo(pipeline.tempoDiscarded, ['reason']),
        tempo(pipeline.tempoRequests, instance, { title: 'Requests to Tempo', width: 12 }),
        tempo(pipeline.tempoErrorRatio, instance, { title: 'Error ratio of Tempo', steps: [0.01, 0.05], max: 1, width: 12 }),
      ]),
      dashboard.collapsed('Collector', [
        collector(lost([pipeline.spansAccepted, pipeline.spansRefused], ['receiver']), [], { title: 'Spans received', description: 'Spans per second that receivers took, and that they could not hand on: whoever sent those has to keep them.' }),
        collector(lost([pipeline.spansSent, pipeline.spansSendFailed, pipeline.spansEnqueueFailed], ['exporter']), [], { title: 'Spans sent', description: 'Spans per second that exporters delivered, gave up, or had no place for: the last two are lost.' }),
        collector(pipeline.collectorQueueUsed, ['exporter'], { title: 'Queues of exporters', steps: looks.full, max: 1 }),
        collector(lost([pipeline.logsAccepted, pipeline.logsRefused], ['receiver']), [], { title: 'Log records received', description: 'Log records per second that receivers took, and that they could not hand on: whoever sent those has to keep them.', width: 12 }),
        collector(lost([pipeline.logsSent, pipeline.logsSendFailed, pipeline.logsEnqueueFailed], ['exporter']), [], { title: 'Log records sent', description: 'Log records per second that exporters delivered, gave up, or had no place for: the last two are lost.', width: 12 }),
      ]),
    ],
    { related: { alerts: 'Alerts', cost: 'Cost and capacity' } },
  )
)
