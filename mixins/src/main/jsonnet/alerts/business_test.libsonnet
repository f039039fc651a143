local emitted = import '../signals/emitted.libsonnet';

local case = { interval: '15s' };
local warning = { job: 'shop', severity: 'warning' };

{
  LowOrderSuccessRate: {
    'one order in ten fails': case {
      series: emitted.business('shop', 'order', success='0+9x60', failure='0+1x60'),
      firing: { '6m': [], '6m15s': [warning], '12m': [warning] },
      says: 'Only 90% of the events "order" of shop succeeded over the last 5m; the threshold is 95%.',
    },
    'every order fails': case {
      series: emitted.business('shop', 'order', success='0x60', failure='0+1x60'),
      firing: { '12m': [warning] },
    },
    'orders failed six minutes ago': case {
      series: emitted.business('shop', 'order', success='0x40 0+4x40', failure='0+4x40 160x40'),
      firing: { '10m': [warning], '16m30s': [] },
    },
    'four orders in a hundred fail': case {
      series: emitted.business('shop', 'order', success='0+24x60', failure='0+1x60'),
      firing: { '12m': [] },
    },
    'five orders in five minutes are all there is, and fail': case {
      interval: '1m',
      series: emitted.business('shop', 'order', success='0x30', failure='0+1x30'),
      firing: { '20m': [warning] },
    },
    'four orders in five minutes are all there is, and fail, hour after hour': case {
      interval: '75s',
      series: emitted.business('shop', 'order', success='0x60', failure='0+1x60'),
      firing: { '15m': [], '1h': [] },
    },
    'one of ten orders fails': case {
      series: emitted.business('shop', 'order', success='0x10 0+1x9 9x60', failure='0x15 1x60'),
      firing: { '4m': [], '8m': [], '9m': [] },
    },
    'other events fail': case {
      series: emitted.business('shop', 'signup', success='0x60', failure='0+5x60'),
      firing: { '12m': [] },
    },
  },
}
