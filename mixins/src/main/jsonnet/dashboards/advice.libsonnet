// What to do with what a panel shows, by area and signal: follows the description of the signal, wherever it is drawn.
local advise(areas) = {
  [area]+: { [name]+: { advice:: areas[area][name] } for name in std.objectFields(areas[area]) }
  for area in std.objectFields(areas)
};

advise({
  alertmanager: {
    alertsReceived: 'None at all, and Prometheus no longer reaches it: the heartbeat alone makes some.',
    members: 'Fewer than there should be: instances no longer see each other, and each notifies on its own.',
    notificationFailures: 'Somebody is not told: look at the log of Alertmanager for the receiver and its answer.',
    notificationTime: 'Near the timeout of ten seconds deliveries are given up: the receiver is slow.',
  },
  alerts: {
    pending: 'They fire soon, or were noise.',
    state: 'Click along the time axis to see what else happened then.',
  },
  business: {
    amount: 'Compare lines of one currency only.',
    events: 'A step down with technical panels green is a fault that only customers see.',
    successRatio: 'A fall without server errors is a rule, a partner or a release.',
  },
  client: {
    errors: 'Compare with the other services that call the same: all of them fail, and it is not this one.',
    p95: 'Near the timeout of the client, threads pile up: set the timeout below what callers wait for.',
  },
  database: {
    acquireTime: 'More than a few milliseconds: the pool is too small, or connections are kept for too long.',
    timeouts: 'Each is a request that failed: see what keeps connections before making the pool bigger.',
    usageTime: 'Move remote calls out of transactions first.',
    used: 'Full without anybody waiting is the right size; with threads that wait it is too small, or queries are slow.',
  },
  health: {
    up: 'A component that is down here and reachable by hand: look at the network between them.',
  },
  http: {
    badEvents: 'Look at the exceptions next.',
    errorRatio: 'Look at routes and exceptions next.',
    errorsByException: 'The first of them is what to search for in the logs.',
    p95: 'Compare with errors and traffic: slow without load is a dependency.',
    requests: 'A step that no release and no campaign explains is worth a look.',
    serverErrors: 'All routes at once point to a dependency, one route to a release.',
    timeSpent: 'What is made faster here is felt most.',
  },
  identity: {
    instances: 'Errors of the newer one only: roll back.',
  },
  kafka: {
    consumed: 'None while the lag grows: the consumer is stuck, or has lost its partitions.',
    handled: 'Less than what is read: records are skipped, or retried.',
    handlingTime: 'Times the records that arrive, it is how many listeners are needed.',
    produceErrors: 'These are lost unless the service keeps them: look at its log for the reason.',
    produced: 'A step down is less work, or a producer that fails.',
  },
  kubernetes: {
    containerCpu: 'At the limit the container is throttled, and answers late.',
    containerMemory: 'At the limit the container is killed: compare with the heap and what lies beside it.',
    containerReceived: 'Far more than its peers: traffic is not balanced.',
    containerSent: 'Far more than its peers: traffic is not balanced.',
  },
  node: {
    clockSkew: 'Start time synchronization again before believing a log.',
    cpuBusy: 'Full for long: see which process, and whether a limit would do.',
    diskAvailable: 'A line that falls steadily tells when the disk is full.',
    diskBusy: 'Near 1 everything waits for the disk: look at who writes.',
    diskUsed: 'Clear logs and images before making it bigger.',
    load: 'Above the number of processors for long, work waits.',
    memoryUsed: 'Full: the kernel kills the biggest process next.',
    oomKills: 'Any: something on this machine lacks a limit, or has one too high.',
  },
  pipeline: {
    lokiBytes: 'A step up is a level that somebody left at debug.',
    lokiLines: 'None, while services log: what collects lines is down.',
    lokiRequests: 'Compare with the error ratio beside it.',
    tempoBytes: 'What traces cost to store.',
    tempoRequests: 'Compare with the error ratio beside it.',
    tempoSpans: 'None, while services sample: the collector is down.',
  },
  probe: {
    duration: 'Slow here and fast in the service: the time goes on the way.',
    success: 'Down here and well inside: look at DNS, certificates and the balancer.',
    successRatio: 'What users get, whatever the service says of itself.',
  },
  prometheus: {
    alertmanagers: 'With none, nobody hears of anything.',
    blocks: 'Compare with the size of the disk: history ends where it is full.',
    notificationErrors: 'Look at the network to Alertmanager, then at its log.',
    notificationQueue: 'More than a few for long: Alertmanager is slow or away.',
    queryTime: 'Slow rules make late alerts: see which dashboards ask for too much.',
    remoteWritePending: 'A line that only grows: remote storage takes less than Prometheus sends.',
    ruleEvaluations: 'A step down: a file of rules is gone.',
    ruleFailures: 'Their alerts are blind: the log of Prometheus names the rule.',
    ruleGroupsMissed: 'Alerts come late: make the interval longer, or the rules cheaper.',
    samples: 'A step down: targets are gone. A step up: somebody added labels.',
    series: 'A step up: look at cost by service for who made it.',
  },
  runtime: {
    gcOverhead: 'Past the red line the heap is too small for the load, or leaks.',
    gcPause: 'Nobody is answered meanwhile: more than 5 % shows in the latency.',
    heapAfterGc: 'At the red line the next peak ends in an OutOfMemoryError: take a heap dump now.',
    openFiles: 'A line that only rises is a leak.',
    openFilesRatio: 'When all are in use no connection can be opened: find what is not closed.',
    processCpu: 'Near full for long, add instances or make the first of Top routes cheaper.',
    threads: 'A line that only rises is a pool without a limit: take a thread dump.',
    uptime: 'Shorter than since the last release: something restarted it.',
  },
  slo: {
    badEvents: 'What they have in common stands in Errors by exception.',
    ignoredEvents: 'Many make an objective blind: see whether they ought to count.',
    worstBurn: 'Above 1 the budget does not last; click a line for its service.',
  },
  target: {
    downRatio: 'One instance is a pod, all of a job a network rule or a changed port.',
    up: 'Fewer than there should be: look at what restarts.',
  },
  telemetry: {
    collapsed: 'Find the label and what it is made from: an id, a path, a message.',
    logEvents: 'A step up without traffic is a level that somebody left at debug.',
    series: 'The first of them is worth a talk with its team.',
    spansExported: 'Lower the sampling probability of what is busiest.',
  },
})
