// The connection pool, as HikariCP exports it.
local signal = import '../lib/signal.libsonnet';

function(config) {
  local connections(name, description, state) =
    signal.gauge(name, 'short', description, 'hikaricp_connections' + state),

  active: connections('Active', 'Connections in use.', '_active'),
  idle: connections('Idle', 'Connections ready for use.', '_idle'),
  pending: connections('Pending', 'Threads that wait for a connection. More than none for long is a pool too small or a query too slow.', '_pending'),
  max: connections('Maximum', 'Connections the pool may open.', '_max'),
  timeouts: signal.counter(
    'Connection timeouts',
    'cps',
    'Threads per second that got no connection in time.',
    'hikaricp_connections_timeout_total',
  ),
}
