local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');

local case = { interval: '15s' };
local warning = { instance: 'shop-1', job: 'shop', pool: 'main', severity: 'warning' };

{
  DatabaseConnectionsExhausted: {
    'every connection is in use and threads wait': case {
      series: emitted.pool('shop', { active: '3x4 10x40', pending: '0x4 7x40', max: '10x60' }),
      firing: { '3m': [], '3m15s': [warning], '10m': [warning] },
      says: '7 threads of shop on shop-1 wait for a connection of main, all of which have been in use for 2m.',
    },
    'one of two instances is exhausted': case {
      series: emitted.pool('shop', { active: '10x40', pending: '7x40', max: '10x40' }) +
              emitted.pool('shop', { active: '1x40', pending: '0x40', max: '10x40' }, instance=2),
      firing: { '5m': [warning] },
    },
    'the pool is full and nobody waits': case {
      series: emitted.pool('shop', { active: '10x40', pending: '0x40', max: '10x40' }),
      firing: { '10m': [] },
    },
    'threads wait while the pool still grows': case {
      series: emitted.pool('shop', { active: '4x40', pending: '2x40', max: '10x40' }),
      firing: { '10m': [] },
    },
    'a peak of a minute': case {
      series: emitted.pool('shop', { active: '3x4 10x4 3x40', pending: '0x4 7x4 0x40', max: '10x60' }),
      firing: { '2m': [], '3m15s': [], '5m': [] },
    },
  },

  DatabaseConnectionsPending: {
    'threads wait while the database opens no connection': case {
      series: emitted.pool('shop', { active: '4x60', pending: '0x4 2x60', max: '10x60' }),
      firing: { '6m': [], '6m30s': [warning], '12m': [warning] },
      says: '2 threads of shop on shop-1 wait for a connection of main, and have for 5m, although the pool may still open more.',
    },
    'every connection is in use, which is another alert': case {
      series: emitted.pool('shop', { active: '10x60', pending: '2x60', max: '10x60' }),
      firing: { '6m30s': [], '12m': [] },
    },
    'nobody waits': case {
      series: emitted.pool('shop', { active: '4x60', pending: '0x60', max: '10x60' }),
      firing: { '6m30s': [], '12m': [] },
    },
    'the pool grows for three minutes': case {
      series: emitted.pool('shop', { active: '4x60', pending: '0x4 2x12 0x40', max: '10x60' }),
      firing: { '3m': [], '6m30s': [], '12m': [] },
    },
  },

  DatabaseConnectionTimeouts: {
    'three threads get no connection': case {
      series: emitted.connectionTimeouts('shop', '0x4 1 2 3x80'),
      firing: { '3m15s': [], '4m': [warning], '10m': [warning], '13m': [] },
      says: '3 threads of shop on shop-1 got no connection of main in time over the last 10m; the threshold is 3.',
    },
    'two threads get no connection': case {
      series: emitted.connectionTimeouts('shop', '0x4 1 2x80'),
      firing: { '4m': [], '10m': [] },
    },
    'two instances have two timeouts each': case {
      series: emitted.connectionTimeouts('shop', '0x4 1 2x80') + emitted.connectionTimeouts('shop', '0x4 1 2x80', instance=2),
      firing: { '4m': [], '10m': [] },
    },
  },
}
