local emitted = import '../signals/emitted/services.libsonnet';

local case = { interval: '15s' };
local warning = { client_name: 'bank', job: 'shop', severity: 'warning' };

// Of ten requests every 15 seconds, so many take longer than 2.5 seconds.
local slow(requests) = emitted.slowCalls('shop', 'bank', {
  '1.0': '0+%dx80' % (10 - requests),
  '2.5': '0+%dx80' % (10 - requests),
  '5.0': '0+10x80',
}, '0+10x80');

{
  DependencyErrors: {
    'three requests in twenty fail': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+17x60', SERVER_ERROR: '0+3x60' }),
      firing: { '5m': [], '6m': [warning], '12m': [warning] },
      says: '15% of the requests of shop to bank failed over the last 5m; the threshold is 10%.',
    },
    'no answer is a failure, and of one dependency': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+8x60', UNKNOWN: '0+2x60' }) +
              emitted.calls('shop', 'post', { SUCCESS: '0+100x60', SERVER_ERROR: '0x60' }),
      firing: { '6m': [warning] },
    },
    'seven in a hundred fail': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+93x60', SERVER_ERROR: '0+7x60' }),
      firing: { '6m': [], '12m': [] },
    },
    'the requests themselves are wrong': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+8x60', CLIENT_ERROR: '0+2x60', SERVER_ERROR: '0x60' }),
      firing: { '6m': [], '12m': [] },
    },
    'failures ended six minutes ago': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+8x40 320+10x40', SERVER_ERROR: '0+2x40 80x40' }),
      firing: { '10m': [warning], '16m30s': [] },
    },
    'seven requests in five minutes are all there is, and fail': case {
      interval: '45s',
      series: emitted.calls('shop', 'bank', { SERVER_ERROR: '0+1x80' }),
      firing: { '15m': [warning] },
    },
    'four requests in five minutes are all there is, and fail': case {
      interval: '75s',
      series: emitted.calls('shop', 'bank', { SERVER_ERROR: '0+1x60' }),
      firing: { '15m': [], '1h': [] },
    },
    'a dependency restarts': case {
      series: emitted.calls('shop', 'bank', { SUCCESS: '0+100x60', SERVER_ERROR: '0x8 0+20x5 100x47' }),
      firing: { '3m': [], '6m': [], '9m': [] },
    },
  },

  DependencySlow: {
    'one request in ten takes over two and a half seconds': case {
      series: slow(1),
      firing: { '10m': [], '10m45s': [warning], '20m': [warning] },
      says: 'The slowest 5% of the requests of shop to bank took 3.75s or more over the last 5m; the threshold is 2.5 s.',
    },
    'one request in ten takes up to two and a half seconds': case {
      series: emitted.slowCalls('shop', 'bank', { '1.0': '0+9x80', '2.5': '0+10x80' }, '0+10x80'),
      firing: { '10m45s': [], '20m': [] },
    },
    'every request is fast': case {
      series: slow(0),
      firing: { '10m45s': [], '20m': [] },
    },
    'requests were slow six minutes ago': case {
      series: emitted.slowCalls('shop', 'bank', { '1.0': '0x60 0+10x60', '5.0': '0+10x120' }, '0+10x120'),
      firing: { '15m': [warning], '22m': [] },
    },
    'thirty slow requests in five minutes are all there is': case {
      series: emitted.slowCalls('shop', 'bank', { '2.5': '0x80', '5.0': '0+1.5x80' }, '0+1.5x80'),
      firing: { '15m': [warning], '20m': [warning] },
    },
    'fifteen slow requests in five minutes are all there is': case {
      series: emitted.slowCalls('shop', 'bank', { '2.5': '0x80', '5.0': '0+0.75x80' }, '0+0.75x80'),
      firing: { '15m': [], '20m': [] },
    },
  },
}
