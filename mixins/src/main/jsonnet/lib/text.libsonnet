// Figures as people read them.
{
  // 0.05 → '5%'
  // 0 is its own case: the original jsonnet cannot print it by %g.
  percentage(ratio):: if ratio == 0 then '0%' else '%g%%' % (ratio * 100),

  // 0.5 → '500 ms', 1 → '1 s': with a space, so that nobody takes it for a window.
  latency(seconds):: if seconds < 1 then '%g ms' % (seconds * 1000) else '%g s' % seconds,
}
