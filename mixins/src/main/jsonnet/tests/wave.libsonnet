// What goes up and down with the traffic, hour by hour, in promtool's notation.
//   traffic  of each hour, in requests for each sample
//   samples  an hour
{
  local wave = self,

  // A counter: of each hour's traffic, `share`.
  counter(traffic, share, samples)::
    local add(sums, perSample) = sums + [sums[std.length(sums) - 1] + perSample * samples];
    local sums = std.foldl(add, traffic, [0]);
    std.join(' ', [
      wave.line(share * sums[hour], share * traffic[hour], samples)
      for hour in std.range(0, std.length(traffic) - 1)
    ]),

  // A straight line: so many samples, each by `step` more than the one before. The sign is written out, for an addition
  // needs its own.
  line(start, step, samples):: '%.9f%s%.9fx%d' % [start, if step < 0 then '-' else '+', std.abs(step), samples - 1],

  // A gauge, `low` without traffic and `high` at `peak`: straight from one hour to the next.
  gauge(traffic, low, high, samples, peak)::
    local value(hour) = low + (high - low) * traffic[std.min(hour, std.length(traffic) - 1)] / peak;
    std.join(' ', [
      wave.line(value(hour), (value(hour + 1) - value(hour)) / samples, samples)
      for hour in std.range(0, std.length(traffic) - 1)
    ]),
}
