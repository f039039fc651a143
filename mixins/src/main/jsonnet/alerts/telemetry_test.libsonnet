local emitted = import '../signals/emitted/services.libsonnet';

local case = { interval: '15s' };
local byMinute = { interval: '1m' };
local warning = { job: 'shop', severity: 'warning' };
local first = warning { instance: 'shop-1' };

{
  LogErrorBurst: {
    'eighty errors in five minutes': case {
      series: emitted.logged('shop', { 'error': '0+4x90', info: '0+100x90' }),
      firing: { '5m': [], '9m': [warning], '20m': [warning] },
      says: 'shop logged 80 errors over the last 5m; the threshold is 50.',
    },
    'forty errors in five minutes': case {
      series: emitted.logged('shop', { 'error': '0+2x90', info: '0+100x90' }),
      firing: { '9m': [], '20m': [] },
    },
    'a hundred errors at once': case {
      series: emitted.logged('shop', { 'error': '0x4 100x90', info: '0+100x90' }),
      firing: { '3m': [], '6m': [], '9m': [] },
    },
    'many warnings': case {
      series: emitted.logged('shop', { 'error': '0x90', warn: '0+100x90' }),
      firing: { '9m': [], '20m': [] },
    },
  },

  LogEventsDropped: {
    'fifteen lines are lost': case {
      series: emitted.logEventsDropped('shop', '0x4 15x90') + emitted.logEventsDropped('shop', '0x90', instance=2),
      firing: { '3m': [], '3m45s': [first], '10m': [first], '13m': [] },
      says: 'shop on shop-1 lost 15 log lines over the last 10m; the threshold is 10.',
    },
    'seven lines are lost': case {
      series: emitted.logEventsDropped('shop', '0x4 7x90'),
      firing: { '3m45s': [], '10m': [] },
    },
  },

  SpansDropped: {
    'eight spans in a hundred are lost': case {
      series: emitted.spans('shop', exported='0+92x90', queueFull='0+5x90', exportFailed='0+3x90'),
      firing: { '10m': [], '10m45s': [warning], '20m': [warning] },
      says: 'shop lost 8% of its spans over the last 5m; the threshold is 5%.',
    },
    'the collector is away': case {
      series: emitted.spans('shop', exported='0x90', exportFailed='0+10x90'),
      firing: { '10m45s': [warning] },
    },
    'four spans in a hundred are lost': case {
      series: emitted.spans('shop', exported='0+96x90', queueFull='0+4x90'),
      firing: { '10m45s': [], '20m': [] },
    },
    'the collector restarts': case {
      series: emitted.spans('shop', exported='0+100x200', exportFailed='0x4 1000x200'),
      firing: { '5m': [], '11m30s': [], '20m': [] },
    },
    'nothing is sampled': case {
      series: emitted.spans('shop', exported='0x90'),
      firing: { '10m45s': [], '20m': [] },
    },
  },

  CardinalityCollapsed: {
    local labels = warning { meter: 'http.server.requests', tag: 'uri' },
    'new values come all the time': byMinute {
      series: emitted.collapsed('shop', 'http.server.requests', 'uri', '0x4 0+10x90'),
      firing: { '20m': [], '22m': [labels], '1h': [labels] },
      says: 'Tag uri of http.server.requests has more values than the limit in shop: 50 look-ups over the last 5m count as "other".',
    },
    'new combinations of values come all the time': byMinute {
      series: emitted.collapsed('shop', 'orders', '*', '0x4 0+10x90'),
      firing: { '20m': [], '22m': [warning { meter: 'orders', tag: '*' }] },
      says: 'The tags of orders have more combinations than the limit in shop: 50 look-ups over the last 5m count as "other".',
    },
    'somebody tries many addresses for five minutes': byMinute {
      series: emitted.collapsed('shop', 'http.server.requests', 'uri', '0x4 0+100x5 500x90'),
      firing: { '10m': [], '22m': [], '40m': [] },
    },
    'half of the limit is used up': byMinute {
      series: emitted.collapsed('shop', 'http.server.requests', 'uri', '0x90'),
      firing: { '22m': [], '1h': [] },
    },
  },

  ScrapeSlow: {
    'a scrape takes a second and a half': case {
      series: emitted.scrapes('shop', { duration_seconds: '0.1x4 1.5x90' }) + emitted.scrapes('shop', { duration_seconds: '0.1x94' }, instance=2),
      firing: { '11m': [], '11m30s': [first], '20m': [first] },
      says: 'shop on shop-1 takes 1.5s to answer a scrape: over the threshold of 1 s for 10m.',
    },
    'a scrape takes most of a second': case {
      series: emitted.scrapes('shop', { duration_seconds: '0.7x90' }),
      firing: { '11m30s': [], '20m': [] },
    },
    'an exporter of a whole cluster is slow': case {
      series: emitted.scrapes('kubernetes', { duration_seconds: '5x90' }, labels={}),
      firing: { '11m30s': [], '20m': [] },
    },
  },

  ScrapeTooBig: {
    'a scrape brings thirty thousand samples': case {
      series: emitted.scrapes('shop', { samples_scraped: '3000x4 30000x120' }) + emitted.scrapes('shop', { samples_scraped: '3000x124' }, instance=2),
      firing: { '16m': [], '16m30s': [first], '30m': [first] },
      says: 'shop on shop-1 exports 30000 samples a scrape: over the threshold of 20000 for 15m.',
    },
    'a scrape brings fifteen thousand samples': case {
      series: emitted.scrapes('shop', { samples_scraped: '15000x120' }),
      firing: { '16m30s': [], '30m': [] },
    },
    'an exporter of a whole cluster is big': case {
      series: emitted.scrapes('kubernetes', { samples_scraped: '90000x120' }, labels={}),
      firing: { '16m30s': [], '30m': [] },
    },
  },

  ScrapeNearSampleLimit: {
    local scrapes(samples, limit) =
      emitted.scrapes('shop', { samples_post_metric_relabeling: '%dx120' % samples, sample_limit: '%dx120' % limit }),
    'nine tenths of the limit are used': case {
      series: scrapes(45000, 50000),
      firing: { '14m45s': [], '15m30s': [first], '30m': [first] },
      says: 'shop on shop-1 brings 90% of the samples it may, beyond which all are refused: over the threshold of 80% for 15m.',
    },
    'the limit is exceeded': case {
      series: scrapes(60000, 50000),
      firing: { '15m30s': [first] },
    },
    'six tenths of the limit are used': case {
      series: scrapes(30000, 50000),
      firing: { '15m30s': [], '30m': [] },
    },
    'there is no limit': case {
      series: scrapes(45000, 0),
      firing: { '15m30s': [], '30m': [] },
    },
  },
}
