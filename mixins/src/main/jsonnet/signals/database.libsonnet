// The connection pool, as HikariCP exports it.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local connections(name, description, state) =
    signal.gauge(name, 'short', description, 'hikaricp_connections' + state),

  local mean(name, description, of) = signal.new(
    name,
    's',
    description,
    'ratio',
    query.ratio(query.rate('hikaricp_connections%s_seconds_sum' % of), query.rate('hikaricp_connections%s_seconds_count' % of)),
  ),

  active: connections('Active', 'Connections in use.', '_active'),
  idle: connections('Idle', 'Connections ready for use.', '_idle'),
  pending: connections('Pending', 'Threads that wait for a connection. More than none for long is a pool too small or a query too slow.', '_pending'),
  used: signal.fullness(
    'Pool used',
    'The share of the connections the pool may open that are in use.',
    'hikaricp_connections_active',
    'hikaricp_connections_max',
  ),
  max: connections('Maximum', 'Connections the pool may open.', '_max'),
  timeouts: signal.counter(
    'Connection timeouts',
    'cps',
    'Threads per second that got no connection in time.',
    'hikaricp_connections_timeout_total',
  ),
  acquireTime: mean('Time to get a connection', 'The mean time a thread waits for a connection.', '_acquire'),
  usageTime: mean('Time a connection is used', 'The mean time a thread keeps a connection: transactions, and whatever is done while one is open.', '_usage'),
  creationTime: mean('Time to open a connection', 'The mean time the database takes to open a connection.', '_creation'),
  longestAcquire: signal.gauge('Longest wait', 's', 'The longest wait for a connection lately.', 'hikaricp_connections_acquire_seconds_max'),
  longestUsage: signal.gauge('Longest use', 's', 'The longest time a connection was kept lately.', 'hikaricp_connections_usage_seconds_max'),
}
