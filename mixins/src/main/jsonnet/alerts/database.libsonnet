// The connection pool.
function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local database = mixin.signals.database,

  DatabaseConnectionsExhausted: {
    local settings = config.alerts.databaseConnectionsExhausted,
    // Each instance has pools of its own: one that is exhausted hurts, however idle the others are.
    local view = lib.view('', ['instance', 'pool']),

    severity: settings.severity,
    expr: |||
      %(pending)s > 0
      and
      # A full pool that nobody waits for is a pool of the right size.
      %(active)s >= %(max)s
    ||| % {
      pending: database.pending.expr(view),
      active: database.active.expr(view),
      max: database.max.expr(view),
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-jvm',
    summary: 'A connection pool is exhausted.',
    description: '{{ $value }} threads of {{ $labels.job }} on {{ $labels.instance }} wait for a connection of {{ $labels.pool }}, all of which have been in use for %s.' %
                 time.span(settings['for']),
  },

  DatabaseConnectionsPending: {
    local settings = config.alerts.databaseConnectionsPending,
    local view = lib.view('', ['instance', 'pool']),

    severity: settings.severity,
    expr: |||
      %(pending)s > 0
      unless
      # A full pool is exhausted, which is another alert. Here the database does not give out connections.
      %(active)s >= %(max)s
    ||| % {
      pending: database.pending.expr(view),
      active: database.active.expr(view),
      max: database.max.expr(view),
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-jvm',
    summary: 'Threads wait for connections that do not open.',
    description: '{{ $value }} threads of {{ $labels.job }} on {{ $labels.instance }} wait for a connection of {{ $labels.pool }}, and have for %s, although the pool may still open more.' %
                 time.span(settings['for']),
  },

  DatabaseConnectionTimeouts: {
    local settings = config.alerts.databaseConnectionTimeouts,
    local window = time.range(settings.window),
    local view = lib.view(window, ['instance', 'pool']),

    severity: settings.severity,
    expr: |||
      # There, at zero, from the start of the pool: no first timeout is missed. Half a timeout less, because increases
      # are extrapolated.
      %s > %d - 0.5
    ||| % [database.timeouts.increase(view), settings.minTimeouts],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-jvm',
    summary: 'Threads get no connection in time.',
    description: '{{ $value | printf "%%.0f" }} threads of {{ $labels.job }} on {{ $labels.instance }} got no connection of {{ $labels.pool }} in time over the last %s; the threshold is %d.' %
                 [window, settings.minTimeouts],
  },
}
