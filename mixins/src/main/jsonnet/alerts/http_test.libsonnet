local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');

local case = { interval: '15s' };
local critical = { job: 'shop', severity: 'critical' };

// Of ten requests every 15 seconds, so many take longer than a second.
local slow(requests) = emitted.requests('shop', {
  '0.5': '0+%dx60' % (10 - requests),
  '1.0': '0+%dx60' % (10 - requests),
  '2.5': '0+10x60',
}, '0+10x60');

// The same of a service with an objective, which is only warned.
local withObjective(case, sli) = case {
  series+: emitted.objective('shop', '0.999x80', sli=sli),
  firing: { [time]: [labels { severity: 'warning' } for labels in case.firing[time]] for time in std.objectFields(case.firing) },
};
local and(sli, cases, names) = cases { [name + ', with an objective']: withObjective(cases[name], sli) for name in names };

{
  HighErrorRate: and('availability', {
    'one request in five fails': case {
      series: emitted.events('shop', good='0+8x40', bad='0+2x40'),
      firing: { '2m30s': [], '3m': [critical], '10m': [critical] },
      says: '20% of the requests to shop failed over the last 5m; the threshold is 5%.',
    },
    'eight requests in a hundred fail': case {
      series: emitted.events('shop', good='0+92x40', bad='0+8x40'),
      firing: { '5m': [critical] },
    },
    // What a counter born with its first failure would hide.
    'a hundred errors between the first two scrapes, then silence': case {
      series: emitted.events('shop', good='0x40', bad='0 100x40'),
      firing: { '2m': [], '2m30s': [critical], '5m': [critical], '5m30s': [] },
      says: '100% of the requests to shop failed over the last 5m; the threshold is 5%.',
    },
    'one of two services fails': case {
      series: emitted.events('shop', good='0+8x40', bad='0+2x40') + emitted.events('stock', good='0+8x40', bad='0x40'),
      firing: { '5m': [critical] },
    },
    'the alert says where the service runs': case {
      local place = { cluster: 'eu', environment: 'test', namespace: 'shops', team: 'sales' },
      series: emitted.events('shop', good='0+8x40', bad='0+2x40', labels=place { pod: 'shop-1' }),
      firing: { '10m': [critical + place] },
    },
    'a bad deployment is rolled back in a minute': case {
      series: emitted.events('shop', good='0+0x4 10+100x40', bad='0+1x4 4x40'),
      firing: { '2m30s': [], '5m': [] },
    },
    'four requests in a hundred fail': case {
      series: emitted.events('shop', good='0+24x40', bad='0+1x40'),
      firing: { '5m': [], '10m': [] },
    },
    'four failures are all there is': case {
      series: emitted.events('shop', good='0x40', bad='0x10 4x30'),
      firing: { '5m': [], '7m': [] },
    },
    'an objective for latency notices no failure': case {
      series: emitted.events('shop', good='0+8x40', bad='0+2x40') + emitted.objective('shop', '0.99x40', sli='latency'),
      firing: { '3m': [critical], '10m': [critical] },
    },
    'the objective of a probe is none for requests': case {
      series: emitted.events('shop', good='0+8x40', bad='0+2x40') + emitted.probe('shop', 'https://shop.example/', '1x40'),
      firing: { '3m': [critical], '10m': [critical] },
    },
    'nobody asks for anything': case {
      series: emitted.events('shop', good='100x40', bad='100x40'),
      firing: { '10m': [] },
    },
    'an SLO of its own fails, which counts elsewhere': case {
      series: emitted.events('shop', good='0+10x40', bad='0x40') + emitted.events('shop', good='0x40', bad='0+2x40', slo='orders'),
      firing: { '10m': [] },
    },
  }, [
    'one request in five fails',
    'eight requests in a hundred fail',
    'four requests in a hundred fail',
    'a hundred errors between the first two scrapes, then silence',
    'four failures are all there is',
    'a bad deployment is rolled back in a minute',
  ]),

  HighLatency: and('latency', {
    'one request in ten takes over a second': case {
      series: slow(1),
      firing: { '5m15s': [], '5m45s': [critical], '10m': [critical] },
      says: 'The slowest 5% of the requests to shop took 1.75s or more over the last 5m; the threshold is 1 s.',
    },
    'every request is fast': case {
      series: slow(0),
      firing: { '10m': [] },
    },
    'one request in ten takes more than half a second': case {
      series: emitted.requests('shop', { '0.5': '0+9x60', '1.0': '0+10x60' }, '0+10x60'),
      firing: { '10m': [] },
    },
    'requests were slow six minutes ago': case {
      series: emitted.requests('shop', { '0.5': '0x40 0+10x40', '2.5': '0+10x80' }, '0+10x80'),
      firing: { '10m': [critical], '17m': [] },
    },
    'few requests are slow': case {
      series: emitted.requests('shop', { '1.0': '0x60', '2.5': '0 0 0 0+1x15 15x50' }, '0 0 0 0+1x15 15x50'),
      firing: { '7m': [], '9m': [] },
    },
    'the management endpoints are slow': case {
      series: emitted.requests('shop', { '1.0': '0x60', '2.5': '0+10x60' }, '0+10x60', uri='/actuator/prometheus'),
      firing: { '10m': [] },
    },
    'requests are slow for four minutes': case {
      series: emitted.requests('shop', { '0.5': '0x16 0+1000x40', '2.5': '0+10x16 160+1000x40' }, '0+10x16 160+1000x40'),
      firing: { '5m': [], '5m30s': [], '8m': [] },
    },
  }, [
    'one request in ten takes over a second',
    'one request in ten takes more than half a second',
    'requests were slow six minutes ago',
    'few requests are slow',
    'requests are slow for four minutes',
  ]),
}
