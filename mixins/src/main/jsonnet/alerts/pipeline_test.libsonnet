local emitted = import '../signals/emitted/pipeline.libsonnet';

local case = { interval: '15s' };
local warning = { severity: 'warning' };

// In fifteen minutes 150, 60, or 600 at once.
local many = '0+2.5x200';
local few = '0+1x200';
local burst = '0x8 0+100x6 600x200';

local collector = warning { instance: 'collector-1', job: 'collector' };
local exporter(data) = collector { data: data, exporter: 'otlp' };
local receiver(data) = collector { data: data, receiver: 'otlp' };
local items = { logs: 'log_records', spans: 'spans' };

{
  LokiDiscardsLines: {
    local loki = warning { job: 'loki', reason: 'rate_limited', tenant: 'shops' },

    'a tenant logs more than it may': case {
      series: emitted.lokiDiscarded(many),
      firing: { '10m': [], '30m': [loki] },
      says: 'Loki threw away 150 log lines of tenant shops over the last 15m (rate_limited); the threshold is 100.',
    },
    'each instance throws some away': case {
      series: emitted.lokiDiscarded(few) + emitted.lokiDiscarded(few, instance=2),
      firing: { '30m': [loki] },
    },
    'a burst': case {
      series: emitted.lokiDiscarded(burst),
      firing: { '7m': [], '8m30s': [loki], '15m': [loki], '20m': [] },
    },
    'a few lines': case {
      series: emitted.lokiDiscarded(few),
      firing: { '30m': [] },
    },
  },

  TempoDiscardsSpans: {
    local tempo = warning { job: 'tempo', reason: 'rate_limited', tenant: 'shops' },

    'a tenant traces more than it may': case {
      series: emitted.tempoDiscarded(many),
      firing: { '10m': [], '30m': [tempo] },
      says: 'Tempo threw away 150 spans of tenant shops over the last 15m (rate_limited); the threshold is 100.',
    },
    'each instance throws some away': case {
      series: emitted.tempoDiscarded(few) + emitted.tempoDiscarded(few, instance=2),
      firing: { '30m': [tempo] },
    },
    'a burst': case {
      series: emitted.tempoDiscarded(burst),
      firing: { '7m': [], '8m30s': [tempo], '15m': [tempo], '20m': [] },
    },
    'a few spans': case {
      series: emitted.tempoDiscarded(few),
      firing: { '30m': [] },
    },
  },

  CollectorLosesData: {
    'spans cannot be delivered': case {
      series: emitted.exporter('send_failed_spans', many),
      firing: { '10m': [], '30m': [exporter('spans')] },
      says: 'The collector collector-1 lost 150 spans at otlp over the last 15m; the threshold is 100.',
    },
    'log records cannot be delivered': case {
      series: emitted.exporter('send_failed_log_records', many),
      firing: { '10m': [], '30m': [exporter('logs')] },
      says: 'The collector collector-1 lost 150 log records at otlp over the last 15m; the threshold is 100.',
    },
    'the queue is full, and what is sent fails': case {
      series: emitted.exporter('send_failed_spans', many) + emitted.exporter('enqueue_failed_spans', many),
      firing: { '30m': [exporter('spans')] },
    },
  } + {
    ['%s: %s%s' % [data, loss, suffix]]: case {
      series: emitted.exporter('%s_%s' % [loss, items[data]], many, suffix),
      firing: { '30m': [exporter(data)] },
    }
    for data in std.objectFields(items)
    for loss in ['enqueue_failed', 'send_failed']
    for suffix in ['', '_total']
  } + {
    ['%s: refused%s' % [data, suffix]]: case {
      series: emitted.receiver('refused_%s' % items[data], many, suffix),
      firing: { '30m': [receiver(data)] },
    }
    for data in std.objectFields(items)
    for suffix in ['', '_total']
  } + {
    ['%s: a burst%s' % [data, suffix]]: case {
      series: emitted.exporter('enqueue_failed_%s' % items[data], burst, suffix) +
              emitted.receiver('refused_%s' % items[data], burst, suffix),
      firing: {
        '7m': [],
        '8m30s': [exporter(data), receiver(data)],
        '15m': [exporter(data), receiver(data)],
        '20m': [],
      },
    }
    for data in std.objectFields(items)
    for suffix in ['', '_total']
  } + {
    ['%s: a burst that is not delivered%s' % [data, suffix]]: case {
      series: emitted.exporter('send_failed_%s' % items[data], burst, suffix),
      firing: { '15m': [exporter(data)], '20m': [] },
    }
    for data in std.objectFields(items)
    for suffix in ['', '_total']
  } + {
    ['%s: a few' % data]: case {
      series: emitted.exporter('enqueue_failed_%s' % items[data], few) +
              emitted.exporter('send_failed_%s' % items[data], few) +
              emitted.receiver('refused_%s' % items[data], few),
      firing: { '30m': [] },
    }
    for data in std.objectFields(items)
  },
}
