local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');

local case = { interval: '1m' };
local severities = { fast: 'critical', medium: 'critical', slow: 'warning', trend: 'warning' };
local burning(roles, job='shop', sli='availability') = [
  { burn: role, job: job, severity: severities[role], sli: sli, slo: 'orders' }
  for role in roles
];
// The same for an address, which has an objective by configuration.
local outOfReach(roles) = [alert { sli: 'probe', slo: 'http' } for alert in burning(roles)];
local spent = { job: 'shop', severity: 'warning', sli: 'availability', slo: 'orders' };
local missing = { job: 'shop', severity: 'warning', sli: 'availability', slo: 'orders' };

// A thousand requests a minute, of which so many fail.
local failing(share, minutes, job='shop', sli='availability') =
  emitted.events(job, '0+%dx%d' % [1000 * (1 - share), minutes], '0+%dx%d' % [1000 * share, minutes], slo='orders', sli=sli);
// Days take every fourth minute: the most that windows of five minutes and the lookback bear. Of what is recorded each
// minute, promtool sees a quarter then.
local days = { interval: '4m' };
// A thousand requests an interval of `days`; each phase has a length in minutes and a share that fails.
local phases(minutes) =
  local all = [[phase[0] / 4, phase[1]] for phase in minutes];
  local add(sums, phase) = {
    local last = sums[std.length(sums) - 1],
    next: sums + [{ good: last.good + 1000 * (1 - phase[1]) * phase[0], bad: last.bad + 1000 * phase[1] * phase[0] }],
  }.next;
  local sums = std.foldl(add, all, [{ good: 0, bad: 0 }]);
  local series(result, share) = std.join(' ', [
    '%g+%gx%d' % [sums[index][result], 1000 * share(all[index][1]), all[index][0] - 1]
    for index in std.range(0, std.length(all) - 1)
  ]);
  emitted.events('shop', series('good', function(bad) 1 - bad), series('bad', function(bad) bad), slo='orders');
// One more each time that so many intervals have passed.
local steps(intervals, times) = std.join(' ', ['%dx%d' % [count, intervals - 1] for count in std.range(0, times)]);
local objective(ratio, job='shop', sli='availability') = emitted.objective(job, '%sx1300' % ratio, sli=sli);

{
  SloErrorBudgetBurn: {
    'nothing fails': case {
      series: failing(0, 240) + objective('0.999'),
      firing: { '1h': [], '4h': [] },
      values: { '4h': { 'slo:burn_rate:fast_long': 0, 'slo:error_budget_remaining:period': 1 } },
    },
    'an outage of ten minutes after a good night': case {
      series: emitted.events('shop', '0+600x360 216000x10 216000+600x120', '0x360 0+600x10 6000x121', slo='orders') +
              objective('0.999'),
      firing: {
        '6h1m': [],
        '6h5m': burning(['fast']),
        '6h11m': burning(['fast']),
        // Recovered: the fast burn has ended, the others read longer windows.
        '6h35m': burning(['medium']),
        '7h25m': burning(['slow']),
      },
    },
    'twice the budget': case {
      series: failing(0.002, 240) + objective('0.999'),
      firing: { '1h30m': [], '3h30m': burning(['trend']) },
      values: { '3h30m': { 'slo:burn_rate:trend_long': 2, 'slo:error_budget_remaining:period': -1 } },
      says: 'SLO orders (availability) of shop spent its error budget 2.0 times faster than allowed over the last 3d; the threshold is 1.',
    },
    'four times the budget': case {
      series: failing(0.004, 240) + objective('0.999'),
      firing: { '50m': [], '1h15m': burning(['slow']), '3h30m': burning(['slow', 'trend']) },
    },
    'eight times the budget': case {
      series: failing(0.008, 60) + objective('0.999'),
      firing: { '10m': [], '20m': burning(['medium']), '50m': burning(['medium']) },
    },
    'twenty times the budget': case {
      series: failing(0.02, 30) + objective('0.999'),
      firing: { '10m': burning(['fast']) },
    },
    // What follows tells a window from a shorter one, and a factor from half of it.
    'a good night, then forty minutes at fifty times the budget': days {
      series: phases([[360, 0], [40, 0.05]]) + objective('0.999'),
      // 50 · 15 / 60 over the hour, while the last minutes are far over the factor.
      firing: { '6h16m': [], '6h40m': burning(['fast']) },
    },
    'a good night, then three hours at twelve times the budget': days {
      series: phases([[720, 0], [180, 0.012]]) + objective('0.999'),
      firing: { '14h50m': [] },
      // 12 · 170 / 890
      values: {
        '14h50m': {
          'round(slo:burn_rate:slow_long, 0.1)': 2.3,
          'round(slo:error_budget_remaining:period, 0.1)': -1.3,
        },
      },
    },
    'a good night, then seven hours at twice the budget': days {
      series: phases([[720, 0], [440, 0.002]]) + objective('0.999'),
      firing: { '19h15m': [] },
    },
    'half an hour at a hundred times the budget, then less and less': days {
      // Each part ends an alert whose longer window is still far over its factor.
      series: phases([[720, 0], [32, 0.1], [60, 0.0045], [180, 0.002]]) + objective('0.999'),
      firing: { '13h30m': burning(['slow']), '16h20m': burning(['trend']) },
    },
    'half an hour at fifty times the budget, then at ten times': days {
      series: phases([[720, 0], [32, 0.05], [32, 0.01]]) + objective('0.999'),
      firing: { '12h28m': burning(['fast']), '12h56m': [] },
    },
    'half a day at fifty times the budget is forgotten, window by window': days {
      series: phases([[720, 0.05], [4800, 0.0007]]) + emitted.objective('shop', '0.999x1400'),
      firing: { '13h': burning(['slow', 'trend']), '16h': burning(['trend']), '1d': [] },
      values: {
        '15h': { 'slo:burn_rate:slow_short': 0.7 },
        '19h': { 'slo:burn_rate:medium_long': 0.7 },
        '1d13h': { 'slo:burn_rate:slow_long': 0.7 },
        '3d13h': { 'slo:burn_rate:trend_long': 0.7 },
      },
    },
    'the same errors under a strict and a loose objective': case {
      series: failing(0.005, 120) + objective('0.999') + failing(0.005, 120, job='stock') + objective('0.99', job='stock'),
      firing: { '1h30m': burning(['slow']) },
    },
    'only latency is bad': case {
      series: failing(0, 30) + objective('0.999') + failing(0.9, 30, sli='latency') + objective('0.99', sli='latency'),
      firing: { '10m': burning(['fast'], sli='latency') },
    },
    // One in sixty minutes is far over the budget, and means nothing.
    'six requests an hour, of which one fails': case {
      interval: '10m',
      series: emitted.events('shop', '0+1x5 5+1x20', '0x5 1x20', slo='orders') + objective('0.999'),
      firing: { '1h': [], '2h': [], '3h': [] },
    },
    'six requests an hour, which all fail': case {
      local bad = std.join(' ', ['%dx9' % failures for failures in std.range(0, 15)]),
      series: emitted.events('shop', '0x160', bad, slo='orders') + objective('0.999'),
      firing: { '48m': [], '1h5m': burning(['fast', 'medium']), '2h20m': burning(['fast', 'medium', 'slow']) },
    },
    'a service says how many bad events count, and says so no more': case {
      series: failing(0.1, 120) + objective('0.999') + emitted.minBadEvents('shop', '100000x30'),
      firing: { '20m': [], '1h20m': [], '1h50m': burning(['fast', 'medium']) },
    },
    // Averages over the little history there is would make many of them.
    'a young service with three failures': case {
      series: emitted.events('shop', '0+1x240', '0 3x240', slo='orders') + objective('0.999'),
      firing: { '1h10m': [], '1h50m': [], '3h50m': [] },
    },
    'a young service with seven failures': case {
      series: emitted.events('shop', '0+1x240', '0 7x240', slo='orders') + objective('0.999'),
      firing: { '3h50m': burning(['trend']) },
    },
    'failures that are too few in each window, hour after hour': case {
      interval: '10m',
      series: emitted.events('shop', '0+1x130', steps(12, 11), slo='orders') + objective('0.999'),
      firing: { '10h30m': [], '20h30m': [] },
    },
    'failures that are too few in each window, day after day': days {
      // Every 4 h 48 min.
      series: emitted.events('shop', '0+1x1500', steps(72, 20), slo='orders') + emitted.objective('shop', '0.999x1500'),
      firing: { '4d1h32m': [] },
    },
    'an outage, then no traffic at all': case {
      series: emitted.events('shop', '0+600x60 36000x60', '0x60 0+600x10 6000x50', slo='orders') + objective('0.999'),
      firing: { '1h5m': burning(['fast']), '1h50m': burning(['fast', 'medium']) },
    },
    'a restart in the middle of a deployment that changes the objective': case {
      series: emitted.events('shop', '0+600x60 0+600x60', '0+1x60 0+1x60', slo='orders') +
              emitted.objective('shop', '0.999x60') +
              emitted.objective('shop', '_x55 0.99x65', instance=2),
      firing: { '1h5m': [], '1h50m': [] },
      // While both are known the strictest counts.
      values: { '1h30m': { 'slo:objective:ratio': 0.999 } },
    },
    'an address is out of reach for ten minutes after a good night': case {
      series: emitted.probe('shop', 'https://shop.example/', '1x360 0x9 1x120'),
      firing: {
        '6h4m': [],
        '6h9m': outOfReach(['fast']),
        '6h12m': outOfReach(['fast']),
        '6h35m': outOfReach(['medium']),
        '7h40m': outOfReach(['slow']),
      },
    },
    'an address is out of reach for ten minutes, and removed seven hours later': case {
      local now(name) = name + '{sli="probe"} or vector(0)',
      series: emitted.probe('shop', 'https://shop.example/', '1x60 0x9 1x430 stale'),
      firing: { '1h4m': [], '1h9m': outOfReach(['fast']), '9h': [], '9h40m': [] },
      // Each window has forgotten it when it has passed.
      values: {
        '1h20m': { [now('slo:burn_rate:fast_short')]: 0, [now('slo:bad_events:rate_base')]: 0 },
        '1h45m': { [now('slo:burn_rate:medium_short')]: 0 },
        '2h20m': { [now('slo:burn_rate:fast_long')]: 0 },
        '3h20m': { [now('slo:burn_rate:slow_short')]: 0 },
        '7h20m': { [now('slo:burn_rate:medium_long')]: 0, [now('slo:burn_rate:trend_short')]: 0 },
        '8h': { [now('slo:events:rate_base')]: 1, [now('slo:objective:ratio')]: 0.999, [now('slo:min_bad_events:count')]: 120 },
        '8h40m': { [now('slo:events:rate_base')]: 0 },
        '9h40m': { [now('slo:objective:ratio')]: 0, [now('slo:min_bad_events:count')]: 0 },
      },
    },
    'an address misses one probe': case {
      series: emitted.probe('shop', 'https://shop.example/', '1x60 0 1x120'),
      firing: { '1h5m': [], '1h30m': [], '2h50m': [] },
    },
    'one of two exporters is cut off': case {
      series: emitted.probe('shop', 'https://shop.example/', '1x60 0x120', labels={ exporter: 'eu' })
              + emitted.probe('shop', 'https://shop.example/', '1x180', labels={ exporter: 'us' }),
      firing: { '1h5m': [], '2h': [], '3h': [] },
      values: { '2h': { 'slo:burn_rate:fast_long{sli="probe"}': 0, 'slo:events:rate_base{sli="probe"}': 1 } },
    },
    'nobody probes, for the exporter is down': case {
      series: emitted.probe('shop', 'https://shop.example/', '1x60 stale', up='1x60 0x120'),
      firing: { '1h10m': [], '2h50m': [] },
    },
    'a scrape gap of twenty minutes': case {
      series: emitted.events('shop', '0+600x60 _x20 48000+600x40', '0x60 _x20 0x41', slo='orders') +
              emitted.objective('shop', '0.999x60 _x20 0.999x40'),
      firing: { '1h10m': [], '1h50m': [] },
      values: { '1h15m': { 'slo:objective:ratio': 0.999 } },
    },
  },

  SloErrorBudgetSpent: {
    'twice the budget': case {
      series: failing(0.002, 240) + objective('0.999'),
      firing: { '1h': [], '1h10m': [spent], '3h30m': [spent] },
      says: 'SLO orders (availability) of shop has -100% of its error budget of 30d left; the threshold is 0%.',
    },
    'half of the budget': case {
      series: failing(0.0005, 240) + objective('0.999'),
      firing: { '1h10m': [], '3h30m': [] },
    },
    'a young service with three failures': case {
      series: emitted.events('shop', '0+1x240', '0 3x240', slo='orders') + objective('0.999'),
      firing: { '1h10m': [], '3h30m': [] },
    },
    'a young service with seven failures': case {
      series: emitted.events('shop', '0+1x240', '0 7x240', slo='orders') + objective('0.999'),
      firing: { '1h30m': [spent] },
    },
    // Six hours, of ten requests a second, in which a fifth fails.
    'an outage leaves the period': {
      interval: '3h',
      series: emitted.recorded('shop', '0.999x280', '10x280', '0 0 2 2 0x280') + emitted.objective('shop', '0.999x280'),
      firing: { '12h': [spent], '240h': [spent], '720h': [spent], '780h': [] },
      // 1 - 400 / 241
      values: { '720h': { 'slo:error_budget_remaining:period': -0.66 }, '780h': { 'slo:error_budget_remaining:period': 1, 'slo:bad_events:period': 0 } },
    },
  },

  SloObjectiveMissing: {
    'events without an objective': case {
      series: failing(0, 40),
      firing: { '15m': [], '20m': [missing] },
      says: 'SLO orders (availability) of shop has had no objective between 0 and 1 for 15m, so nothing watches its error budget.',
    },
    'an objective that leaves no budget': case {
      series: failing(0, 40) + objective('1'),
      firing: { '20m': [missing] },
    },
    'an objective is there': case {
      series: failing(0, 40) + objective('0.999'),
      firing: { '20m': [], '40m': [] },
    },
    'the built-in SLO needs none': case {
      series: emitted.events('shop', '0+10x40', '0+1x40'),
      firing: { '20m': [], '40m': [] },
    },
    'the objective is gone for good': case {
      series: failing(0, 100) + emitted.objective('shop', '0.999x10'),
      firing: { '1h20m': [], '1h30m': [missing] },
    },
    'a deployment of ten minutes loses the objective': case {
      series: failing(0, 90) + emitted.objective('shop', '0.999x10 _x65 0.999x15'),
      firing: { '1h12m': [], '1h20m': [], '1h30m': [] },
    },
  },
}
