// Series as Loki, Tempo and the collector export them about themselves, for the tests of the alerts.
local series = import 'series.libsonnet';

{
  local discarded = { reason: 'rate_limited', tenant: 'shops' },

  lokiDiscarded(values, instance=1):: [
    series('loki_discarded_samples_total', discarded { instance: 'loki-%d' % instance, job: 'loki' }, values),
  ],

  tempoDiscarded(values, instance=1):: [
    series('tempo_discarded_spans_total', discarded { instance: 'tempo-%d' % instance, job: 'tempo' }, values),
  ],

  // What an exporter or a receiver of the collector lost; before or after its counters lost their suffix.
  exporter(loss, values, suffix='_total'):: [
    series('otelcol_exporter_%s%s' % [loss, suffix], { exporter: 'otlp', instance: 'collector-1', job: 'collector' }, values),
  ],
  receiver(loss, values, suffix='_total'):: [
    series('otelcol_receiver_%s%s' % [loss, suffix], { instance: 'collector-1', job: 'collector', receiver: 'otlp' }, values),
  ],
}
