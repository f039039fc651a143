// One service: is it well, and if not, since when and where.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).service;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local signals = mixin.signals;
  local http = signals.http;
  local slo = signals.slo;
  local business = signals.business;
  local database = signals.database;
  local runtime = signals.runtime;

  local byRoute = ['method', 'uri'];
  local byObjective = ['slo', 'sli'];
  local toRoute = { dashboard: 'telltale-route', title: 'Show the route', labels: { method: 'method', uri: 'uri' } };
  local limit = slo.latencyThreshold { by: ['slo'], look: 'limit', legend: 'threshold of {{slo}}' };
  local burns = [
    slo.burnRates[role] { legend: '{{slo}} {{sli}} ' + role }
    for role in std.objectFields(slo.burnRates)
  ];
  local named(signals, by) = [
    signal { by: by, legend: signal.name + ' ' + std.join(' ', ['{{%s}}' % label for label in by]) }
    for signal in signals
  ];
  // Stacked over the whole width, so that one moment is one column.
  local wide = { width: 24, height: 5 };

  dashboard.new(
    'telltale-service',
    'Service',
    'One service: traffic, errors and latency, its business, its error budgets, and what it runs on.',
    [
      dashboard.row('Now', [
        panel.stat(http.requests),
        panel.gauge(http.errorRatio, looks.errors),
        panel.stat(http.p95, steps=looks.latency),
        panel.stat(signals.target.up),
        panel.stat(runtime.uptime),
        panel.stat(runtime.processCpu, steps=looks.full, settings={ title: 'CPU' }),
      ]),
      dashboard.row('Routes', [
        panel.timeSeries(http.requests, byRoute, { title: 'Requests by route', link: toRoute }),
        panel.timeSeries(http.serverErrors, byRoute + ['status', 'exception'], { title: 'Server errors by route', link: toRoute, empty: 'while nothing fails.' }),
        panel.timeSeries([http.p50, http.p95, http.p99, limit], settings={
          title: 'Latency',
          description: 'The latency that 50, 95 and 99 % of the requests stay under, and where the objectives draw the line. A dot is a request that was traced: click it.',
        }),
        panel.table([
          http.requests,
          http.timeSpent { decimals: 3 },
          http.p95 { steps: looks.latency },
          http.routeErrorRatio { name: 'Error ratio', steps: looks.errors },
        ], byRoute, {
          title: 'Top routes',
          description: 'Routes by the time the service spends on them, which is what its machines feel. A route without an error has no error ratio. Click a route to see it alone.',
          sort: ['-Time spent'],
          rowLinks: { uri: toRoute },
          width: 16,
        }),
        panel.timeSeries(http.errorsByException, ['exception'], { height: 10, empty: 'while nothing fails.' }),
      ]),
      dashboard.row('One time axis', [
        panel.timeSeries(http.requests, settings=wide { title: 'Traffic' }),
        panel.timeSeries(http.errorRatio, settings=wide { title: 'Errors' }),
        panel.timeSeries([http.p50, http.p95, http.p99], settings=wide {
          title: 'Latency of all routes',
          description: 'The latency that 50, 95 and 99 % of the requests stay under. Slow before errors is a timeout, after them a restart.',
        }),
        panel.timeSeries([runtime.processCpu, runtime.systemCpu], settings=wide {
          title: 'CPU of process and system',
          description: 'The share of the processors that the busiest instance, and everything beside it, used. The system full and the process not: a neighbour.',
        }),
      ]),
      dashboard.row('Business', [
        panel.timeSeries(business.events, ['event', 'outcome'], { width: 6 }),
        panel.timeSeries(business.successRatio, ['event'], { width: 6 }),
        panel.timeSeries(business.amount, ['event', 'currency'], { width: 6 }),
        panel.timeSeries(business.gauges, ['__name__'], { width: 6 }),
      ]),
      dashboard.row('Error budgets', [
        panel.barGauge(
          slo.budgetRemaining { legend: '{{slo}} {{sli}}' },
          steps=looks.budget,
          settings={ width: 6, min: null, lessIsWorse: true },
        ),
        panel.timeSeries(burns, settings={ title: 'Burn rate', width: 6 }),
        panel.timeSeries(slo.badEvents, byObjective, { width: 6 }),
        panel.timeSeries(slo.ignoredEvents, byObjective + ['reason'], { width: 6, empty: 'until something is ignored.' }),
      ]),
      dashboard.row('Health', [
        panel.stateTimeline(signals.health.up, ['component'], { title: 'Health of components', names: looks.up, width: 12 }),
        panel.timeSeries(runtime.uptime, ['instance'], { title: 'Uptime by instance', description: 'Time since each instance started. A line that falls to zero is a restart.', width: 6 }),
        panel.timeSeries(signals.identity.instances, ['version'], { width: 6, stack: true }),
      ]),
      dashboard.row('Process', [
        panel.timeSeries(named([runtime.heapUsed, runtime.heapMax], ['instance']), settings={ title: 'Heap', description: 'Heap in use, and what the process may use. Between two collections it rises: that is no leak.' }),
        panel.timeSeries(runtime.gcPause, ['instance', 'cause']),
        panel.timeSeries(runtime.threads, ['instance']),
        panel.timeSeries(named([runtime.busyThreads, runtime.maxThreads], ['instance']), settings={ title: 'Web server threads', description: 'Web server threads at work, and how many there may be. Load in flight shows here.' }),
        panel.timeSeries(named([database.active, database.idle, database.pending, database.max], ['pool']), settings={ title: 'Connection pool', description: 'Connections in use and ready, threads that wait for one, and how many there may be; of the worst instance. Threads that wait are requests that wait.' }),
        panel.timeSeries(database.timeouts, ['instance', 'pool']),
      ]),
    ],
    {
      related: { fleet: 'Fleet', slo: 'Error budgets', jvm: 'JVM and pools', dependencies: 'Dependencies', logs: 'Logs and traces' },
      annotations: [dashboard.releases],
    },
  )
)
