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
    summary: 'A connection pool is exhausted.',
    description: '{{ $value }} threads of {{ $labels.job }} on {{ $labels.instance }} wait for a connection of {{ $labels.pool }}, all of which have been in use for %s.' %
                 time.span(settings['for']),
  },
}
