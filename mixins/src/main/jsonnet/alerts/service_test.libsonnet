local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');

local case = { interval: '15s' };
local byMinute = { interval: '1m' };
// Days of traffic, by the quarter of an hour: eight days are 768.
local days = { interval: '15m' };
local traffic(before, quarters, now) =
  emitted.events('shop', good='0+%dx%d %d+%dx40' % [before, quarters, before * quarters + now, now], bad='0x%d' % (quarters + 41));
local critical = { job: 'shop', severity: 'critical' };
local warning = { job: 'shop', severity: 'warning' };
local info = { job: 'shop', severity: 'info' };
local first = { instance: 'shop-1' };

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

  TargetDown: {
    'two of thirteen instances do not answer': byMinute {
      series: emitted.targets('shop', '1x50', 1, 11) + emitted.targets('shop', '1 1 0x48', 12, 13),
      firing: { '11m': [], '12m': [warning { tier: 'service' }], '40m': [warning { tier: 'service' }] },
      says: '15.38% of the targets of shop have not answered their scrapes for 10m; the threshold is 10%.',
    },
    'one of five instances does not answer, beside the probes of five addresses': byMinute {
      series: emitted.targets('shop', '1x50', 1, 4) + emitted.targets('shop', '0x50', 5, 5) + emitted.targets('shop', '1x50', 6, 10, labels={}),
      firing: { '12m': [warning { tier: 'service' }] },
    },
    'an exporter does not answer': byMinute {
      series: emitted.targets('node', '0x50', 1, 1, labels={}) + emitted.targets('shop', '1x50', 1, 1),
      firing: { '12m': [{ job: 'node', severity: 'warning' }] },
    },
    'one of thirteen instances does not answer': byMinute {
      series: emitted.targets('shop', '1x50', 1, 12) + emitted.targets('shop', '0x50', 13, 13),
      firing: { '12m': [], '40m': [] },
    },
    'a deployment replaces one instance after the other': byMinute {
      series: emitted.targets('shop', '1 1 0x4 1x20', 1, 1) + emitted.targets('shop', '1x5 0x4 1x20', 2, 2),
      firing: { '5m': [], '12m': [], '20m': [] },
    },
  },

  ServiceMissing: {
    'all instances leave': byMinute {
      series: emitted.targets('shop', '1x10 stale', 1, 2) + emitted.targets('stock', '1x100', 1, 1),
      firing: { '15m': [], '17m': [warning], '1h': [warning] },
      says: 'All 2 instances of shop that were scraped within 1h have been gone for 5m.',
    },
    // Whoever takes a service away for good, or down to no instances, is told for as long as it is remembered.
    'a service that was taken away is forgotten': byMinute {
      series: emitted.targets('shop', '1x10 stale', 1, 1),
      firing: { '17m': [warning], '1h12m': [], '2h': [] },
    },
    'one of two instances leaves': byMinute {
      series: emitted.targets('shop', '1x10 stale', 1, 1) + emitted.targets('shop', '1x100', 2, 2),
      firing: { '17m': [], '40m': [] },
    },
    'every instance is down, but known': byMinute {
      series: emitted.targets('shop', '1x10 0x90', 1, 2),
      firing: { '17m': [], '40m': [] },
    },
    'a deployment replaces all instances at once': byMinute {
      series: emitted.targets('shop', '1x10 stale', 1, 1) + emitted.targets('shop', '_x13 1x60', 2, 2),
      firing: { '13m': [], '17m': [], '40m': [] },
    },
    'an exporter leaves, which is no service': byMinute {
      series: emitted.targets('node', '1x10 stale', 1, 1, labels={}),
      firing: { '17m': [], '40m': [] },
    },
  },

  TrafficGone: {
    'a fifteenth of the traffic is left on the ninth day': days {
      series: traffic(75, 784, 5),
      firing: { '196h15m': [], '197h15m': [info] },
      says: 'shop got only 6.667% of the requests of 7d ago over the last 30m; the threshold is 10%.',
    },
    'nobody comes on the ninth day': days {
      series: traffic(75, 784, 0),
      firing: { '197h15m': [info] },
    },
    'a seventh of the traffic is left': days {
      series: traffic(300, 784, 45),
      firing: { '197h15m': [], '198h': [] },
    },
    'few come at all': days {
      series: traffic(37, 784, 0),
      firing: { '197h15m': [], '198h': [] },
    },
    'a service of seven and a half days': days {
      series: traffic(75, 720, 0),
      firing: { '181h15m': [], '182h': [] },
    },
  },

  TrafficTripled: {
    'three and a half times the traffic on the ninth day': days {
      series: traffic(22, 784, 77),
      firing: { '196h15m': [], '197h15m': [info] },
      says: 'shop got 3.5 times the requests of 7d ago over the last 30m; the threshold is 3.',
    },
    'twice the traffic': days {
      series: traffic(100, 784, 200),
      firing: { '197h15m': [], '198h': [] },
    },
    'few come at all': days {
      series: traffic(10, 784, 38),
      firing: { '197h15m': [], '198h': [] },
    },
    'a service of seven and a half days': days {
      series: traffic(22, 720, 200),
      firing: { '181h15m': [], '182h': [] },
    },
  },

  ServiceRestarting: {
    'an instance starts anew every five minutes': byMinute {
      series: emitted.startTime('shop', '30x4 330x4 630x4 930x60'),
      firing: { '16m': [], '18m': [first + warning], '30m': [first + warning], '41m': [] },
      says: 'shop-1 of shop was started anew 3 times within 30m; the threshold is 2.',
    },
    'two deployments within half an hour': byMinute {
      series: emitted.startTime('shop', '30x4 330x9 930x40') + emitted.startTime('shop', '40x4 340x9 940x40', instance=2),
      firing: { '16m': [], '30m': [] },
    },
    'three deployments in two hours': byMinute {
      series: emitted.startTime('shop', '30x40 2430x40 4830x40 7230x40'),
      firing: { '1h30m': [], '2h5m': [] },
    },
  },

  HealthComponentDown: {
    'a component is down on one of two instances': case {
      series: emitted.health('shop', 'db', { DOWN: '0x4 1x60', UP: '1x4 0x60', UNKNOWN: '0x64' }) +
              emitted.health('shop', 'db', { DOWN: '0x64', UP: '1x64', UNKNOWN: '0x64' }, instance=2),
      firing: { '3m': [], '3m15s': [warning { component: 'db' }], '10m': [warning { component: 'db' }] },
      says: 'The health check of db of shop has failed for 2m, on 1 of its instances.',
    },
    'a component is out of service': case {
      series: emitted.health('shop', 'readinessState', { OUT_OF_SERVICE: '1x60', UP: '0x60' }),
      firing: { '3m': [warning { component: 'readinessState' }] },
    },
    'a dependency restarts': case {
      series: emitted.health('shop', 'db', { DOWN: '0x4 1x5 0x30', UP: '1x4 0x5 1x30' }),
      firing: { '2m': [], '3m15s': [], '5m': [] },
    },
    'a check has no opinion': case {
      series: emitted.health('shop', 'db', { DOWN: '0x60', UP: '0x60', UNKNOWN: '1x60' }),
      firing: { '5m': [], '10m': [] },
    },
  },

  HealthCheckStale: {
    'a check hangs from the start': case {
      series: emitted.healthRefresh('shop', 'db', '0x80') + emitted.healthRefresh('shop', 'db', '0+15x80', instance=2),
      firing: { '7m': [], '7m30s': [first + warning { component: 'db' }] },
      says: 'The health check of db of shop on shop-1 has not come to an end for 7m 30s; the threshold is 300 s.',
    },
    'a check ends every time': case {
      series: emitted.healthRefresh('shop', 'db', '0+15x80'),
      firing: { '4m': [], '10m': [], '15m': [] },
    },
  },
}
