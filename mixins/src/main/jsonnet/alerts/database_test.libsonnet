local emitted = import '../signals/emitted.libsonnet';

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
}
