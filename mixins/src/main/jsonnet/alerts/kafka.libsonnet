// Consumers of Kafka.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local kafka = mixin.signals.kafka,

  KafkaConsumerLag: {
    local settings = config.alerts.kafkaConsumerLag,
    local window = time.range(settings.window),
    local view = lib.view(window, ['topic']),

    severity: settings.severity,
    expr: |||
      %(lag)s > %(minimum)d
      unless
      # At this pace it is soon done. A consumer that stands still has no pace, or an infinite wait.
      %(lag)s / %(consumed)s <= %(threshold)g
    ||| % {
      lag: kafka.lag.expr(view),
      consumed: kafka.consumed.expr(view),
      minimum: settings.minRecords,
      threshold: settings.threshold,
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-dependencies',
    summary: 'A Kafka consumer falls behind.',
    description: '{{ $value }} records of {{ $labels.topic }} wait for {{ $labels.job }}: at the pace of the last %s more than %s of work.' %
                 [window, text.latency(settings.threshold)],
  },
}
