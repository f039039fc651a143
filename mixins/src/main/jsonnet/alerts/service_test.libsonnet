local emitted = import '../signals/emitted.libsonnet';

local case = { interval: '15s' };
local critical = { job: 'shop', severity: 'critical' };

{
  ServiceDown: {
    'no instance answers': case {
      series: emitted.target('shop', '1x4 0x40') + emitted.target('shop', '1x4 0x40', instance=2),
      firing: { '1m': [], '3m': [], '3m15s': [critical], '8m': [critical] },
      says: 'None of the 2 known instances of shop has answered its scrapes for 2m.',
    },
    'the last instance goes, the first one has long been gone': case {
      series: emitted.target('shop', '0x40') + emitted.target('shop', '1x8 0x40', instance=2),
      firing: { '4m': [], '4m15s': [critical] },
    },
    'another service is down': case {
      series: emitted.target('shop', '1x40') + emitted.target('stock', '0x40'),
      firing: { '8m': [{ job: 'stock', severity: 'critical' }] },
    },
    'one of two instances answers': case {
      series: emitted.target('shop', '0x40') + emitted.target('shop', '1x40', instance=2),
      firing: { '8m': [] },
    },
    'a restart takes a minute and a half': case {
      series: emitted.target('shop', '1x4 0x5 1x30'),
      firing: { '2m15s': [], '2m45s': [], '4m': [] },
    },
    'an exporter is down, which is no service': case {
      series: emitted.target('node', '0x40', tier=''),
      firing: { '8m': [] },
    },
  },
}
