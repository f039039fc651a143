// Days on which nobody is to be woken or warned: services export everything, all rules are loaded, and no alert that
// is critical or a warning fires at any time. By name:
//   interval  between samples, as in the cases of the alerts
//   until     when the day is over
//   series    what services export
// Whoever adds a metric that an alert reads adds it to `service`, at its worst while all is well.
local emitted = import '../signals/emitted.libsonnet';

// A counter in promtool's notation: of each hour's traffic, `share`. `samples` an hour.
local counter(traffic, share, samples) =
  local add(sums, perSample) = sums + [sums[std.length(sums) - 1] + perSample * samples];
  local sums = std.foldl(add, traffic, [0]);
  std.join(' ', [
    '%.9f+%.9fx%d' % [share * sums[hour], share * traffic[hour], samples - 1]
    for hour in std.range(0, std.length(traffic) - 1)
  ]);

// A service with requests for each sample, hour by hour. One in five thousand fails; one in fifty is slow.
local service(job, traffic, samples) = {
  local part(share) = counter(traffic, share, samples),
  local always(value) = '%sx%d' % [value, samples * std.length(traffic)],
  series:
    emitted.events(job, part(0.9998), part(0.0002)) +
    emitted.events(job, part(0.9998), part(0.0002), slo='orders') +
    emitted.events(job, part(0.98), part(0.0198), slo='orders', sli='latency') +
    emitted.objective(job, always('0.999')) +
    emitted.objective(job, always('0.97'), sli='latency') +
    emitted.requests(job, { '0.5': part(0.98), '1.0': part(0.99), '2.5': part(1) }, part(1)) +
    emitted.business(job, 'order', part(0.098), part(0.002)) +
    emitted.pool(job, { active: always('8'), pending: always('0'), max: always('10') }) +
    emitted.target(job, always('1')),
}.series;

// Hour by hour, in requests for each sample.
local day = [40, 25, 15, 10, 10, 20, 60, 150, 300, 420, 480, 500, 520, 500, 480, 460, 450, 440, 400, 350, 280, 200, 120, 70];
local quarter = [requests / 4 for requests in day];
local sparse = [requests / 50 for requests in day];

{
  'two days of traffic that comes and goes': {
    interval: '2m',
    until: '2d',
    series: service('shop', day + day, 30),
  },
  'a weekend with a quarter of the traffic': {
    interval: '3m',
    until: '3d',
    series: service('shop', day + quarter + quarter, 20),
  },
  'a service that hardly anybody uses, and one request fails': {
    interval: '2m',
    until: '1d',
    series: service('stock', sparse, 30)
            + emitted.events('stock', '0x720', '0x360 1x360', labels={ instance: 'stock-2' })
            + emitted.events('stock', '0x720', '0x360 1x360', slo='orders', labels={ instance: 'stock-2' }),
  },
  // Two instances, one after the other: each is gone for a minute, and comes back with counters at zero.
  'a deployment, instance by instance': {
    local instance(number, before, after) =
      local labels = { instance: 'shop-%d' % number };
      local reset(more) = '0+%gx%d _x2 0+%gx%d' % [more, before, more, after];
      emitted.events('shop', reset(100), reset(0.02), labels=labels) +
      emitted.events('shop', reset(100), reset(0.02), slo='orders', labels=labels) +
      emitted.objective('shop', '0.999x%d _x2 0.999x%d' % [before, after], instance=number) +
      emitted.pool('shop', { active: '8x%d _x2 3x%d' % [before, after], pending: '0x%d _x2 0x%d' % [before, after], max: '10x%d _x2 10x%d' % [before, after] }, instance=number) +
      emitted.target('shop', '1x%d 0x1 1x%d' % [before, after], instance=number),
    interval: '30s',
    until: '2h',
    series: instance(1, 60, 200) + instance(2, 70, 190),
  },
}
