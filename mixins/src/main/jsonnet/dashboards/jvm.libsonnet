// What a service runs on: memory, collections, threads, files, pools. Each line is an instance.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).service;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local runtime = mixin.signals.runtime;
  local database = mixin.signals.database;

  local instance = ['instance'];
  local pool = ['instance', 'pool'];
  local limited = { steps: looks.full, max: 1 };
  local named(signals, by) = [
    signal { by: by, legend: signal.name + ' ' + std.join(' ', ['{{%s}}' % label for label in by]) }
    for signal in signals
  ];

  dashboard.new(
    'telltale-jvm',
    'JVM and pools',
    'What a service runs on, instance by instance: processor, memory, collections, threads, file descriptors and connection pools.',
    [
      dashboard.row('How full the fullest instance is', [
        panel.gauge(runtime.processCpu, looks.full, settings={ title: 'CPU' }),
        panel.gauge(runtime.heapAfterGc, looks.heap),
        panel.gauge(runtime.gcOverhead, looks.collections),
        panel.gauge(runtime.busyThreadsRatio, looks.full),
        panel.gauge(database.used, looks.full),
        panel.gauge(runtime.openFilesRatio, looks.files),
      ]),
      dashboard.row('Processor and memory', [
        panel.timeSeries(runtime.processCpu, instance, limited { title: 'CPU by instance' }),
        panel.timeSeries(named([runtime.heapUsed, runtime.heapMax], instance), settings={ title: 'Heap', description: 'Heap in use, and what the process may use. Between two collections it rises: that is no leak.' }),
        panel.timeSeries(runtime.heapAfterGc, instance, { steps: looks.heap, max: 1, title: 'Heap after collection by instance', description: 'The share of the long-lived heap in use after the last collection. A line that only rises is a leak: take a heap dump before it ends.' }),
        panel.timeSeries(runtime.gcPause, ['instance', 'cause'], { description: 'The share of time the process stood still for garbage collection, by cause. Nobody is answered meanwhile.' }),
        panel.timeSeries(runtime.gcOverhead, instance, { title: 'Collection overhead by instance', steps: looks.collections }),
        panel.timeSeries(runtime.uptime, instance, { title: 'Uptime by instance', description: 'Time since each instance started. A line that falls to zero is a restart.' }),
      ]),
      dashboard.row('Threads and files', [
        panel.timeSeries(runtime.threads, instance),
        panel.timeSeries(runtime.threadStates, ['state'], { description: 'Threads in each state, of the instance with most. Many that are blocked wait for a lock: take a thread dump.' }),
        panel.timeSeries(runtime.deadlockedThreads, instance, { steps: [1, 1], needs: 'deadlockMetrics' }),
        panel.timeSeries(named([runtime.busyThreads, runtime.maxThreads], instance), settings={ title: 'Web server threads', description: 'Web server threads at work, and how many there may be. At the limit requests wait unseen.' }),
        panel.timeSeries(named([runtime.connections, runtime.maxConnections], instance), settings={ title: 'Connections of the web server', description: 'Connections that clients hold open, and how many are accepted at once. Beyond that, clients wait in the queue of the system.' }),
        panel.timeSeries(named([runtime.openFiles, runtime.maxFiles], instance), settings={ title: 'File descriptors', description: 'File descriptors in use, sockets included, and how many there may be. A line that only rises is a leak.' }),
        panel.timeSeries(named([runtime.executorActive, runtime.executorQueue], ['name']), settings={ title: 'Executors', description: 'Tasks that executors work on, and tasks that wait. A queue that only grows is work that is never done.', width: 24, empty: 'for a service without executors of its own.' }),
      ]),
      dashboard.row('Connection pools', [
        panel.timeSeries(named([database.active, database.idle, database.pending, database.max], ['pool']), settings={ title: 'Connections', description: 'Connections in use and ready, threads that wait for one, and how many there may be; of the worst instance. Threads that wait are requests that wait.' }),
        panel.timeSeries(database.used, pool, limited { title: 'Pool used by instance' }),
        panel.timeSeries(database.timeouts, pool),
        panel.timeSeries([
          database.acquireTime { by: ['pool'], legend: 'get {{pool}}' },
          database.creationTime { by: ['pool'], legend: 'open {{pool}}' },
        ], settings={ title: 'Time to get and to open a connection', description: 'Waiting long with a full pool: too few connections, or kept for too long. Opening slowly: the database or the network.' }),
        panel.timeSeries(database.usageTime, ['pool']),
        panel.timeSeries([
          database.longestAcquire { by: pool, legend: 'wait {{instance}} {{pool}}' },
          database.longestUsage { by: pool, legend: 'use {{instance}} {{pool}}' },
        ], settings={ title: 'Longest wait and use', description: 'The longest wait for a connection lately, and the longest time one was kept: a transaction around a remote call shows here.' }),
      ]),
    ],
    { related: { service: 'Service', infrastructure: 'Infrastructure' }, annotations: [dashboard.releases] },
  )
)
