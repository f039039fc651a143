// What the rules of this Prometheus say: alerts as series. Alerts of other Prometheus servers are not among them.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local by(view) = std.join(', ', view.by),

  // Alerts carry the labels of their expressions, as recordings do: no selector, no instance.
  local alerts(state, severity) = query.recorded('ALERTS', ['alertstate="%s"' % state, 'severity=~"%s"' % severity]),
  // The heartbeat has none of these: it fires always, and tells nobody anything.
  local any = 'critical|warning|info',
  local firing = alerts('firing', any),

  local number(name, description, query) =
    signal.new(name, 'short', description, 'gauge', function(view) 'count(%s) or vector(0)' % query(view)),

  firing: number('Firing', 'Alerts that fire.', firing),
  firingOf: {
    [severity]: number('Firing, ' + severity, 'Alerts of severity %s that fire.' % severity, alerts('firing', severity))
    for severity in std.split(any, '|')
  },
  pending: number('Pending', 'Alerts whose condition holds, but not for long enough yet.', alerts('pending', any)),

  state: signal.new('Firing alerts', 'short', 'When each alert fired.', 'gauge', function(view)
    'max by (%s) (%s)' % [by(view), firing(view)]),
  since: signal.new('Since', 's', 'How long the condition of the alert has held.', 'gauge', function(view)
    // Its value is the time at which the condition began to hold.
    local started = query.recorded('ALERTS_FOR_STATE')(view);
    'time() - min by (%s) (%s and ignoring (alertstate) %s)' % [by(view), started, firing(view)]),

  // History is looked at once a minute: shorter alerts may be missed.
  local over(view, expr) = 'sum by (%s) (count_over_time(%s[%s:1m]))' % [by(view), expr, view.range],
  // An alert has just begun where it did not fire a minute ago.
  local starts(view) = over(view, '(%s unless %s)' % [firing(view), firing(view { offset: '1m' })]),
  local seconds(view) = '%s * 60' % over(view, firing(view)),

  starts: signal.new('Times fired', 'short', 'How often the alert began to fire. Many times a day is flapping.', 'gauge', starts),
  firingTime: signal.new('Time firing', 's', 'How long the alert fired in all.', 'gauge', seconds),
  timeToResolve: signal.new('Mean time to resolve', 's', 'How long the alert fired each time, on average.', 'gauge', function(view)
    '%s / %s' % [seconds(view), starts(view)]),

  // 3 critical, 2 warning, 1 info; 0 for a service that is well. Alerts of what is no service are left out.
  worst(services):: signal.new('State', 'short', 'The worst alert that fires.', 'gauge', function(view)
    local ranked = std.join(' or ', [
      '%s * 3' % alerts('firing', 'critical')(view),
      '%s * 2' % alerts('firing', 'warning')(view),
      alerts('firing', 'info')(view),
    ]);
    'max by (%(by)s) (%(ranked)s) and %(services)s or %(services)s * 0' % {
      by: by(view),
      ranked: ranked,
      services: services.expr(view),
    }),
}
