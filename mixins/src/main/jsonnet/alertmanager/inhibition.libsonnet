// Which alerts keep silent because another says it all, by what explains them. A rule has
//   source, target  matchers of the alert that explains and of those that keep silent
//   labels          that both must carry, with the same value; the identity labels need only be equal
{
  // A service that is down explains everything else about it.
  outage: {
    source: ['alertname="ServiceDown"'],
    target: ['alertname!~"ServiceDown|Watchdog"'],
    labels: ['job'],
  },
  // A warning, which may wait: it never silences a page.
  absence: {
    source: ['alertname="ServiceMissing"'],
    target: ['alertname!~"ServiceDown|ServiceMissing|Watchdog"', 'severity!="critical"'],
    labels: ['job'],
  },
  // A fast burn explains the slow ones of the same objective.
  fastBurn: {
    source: ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
    target: ['alertname="SloErrorBudgetBurn"', 'severity="warning"'],
    labels: ['job', 'slo', 'sli'],
  },
  // A budget that burns says more than a threshold.
  budget: {
    source: ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
    target: ['alertname=~"HighErrorRate|HighLatency"'],
    labels: ['job'],
  },
  spent: {
    source: ['alertname="SloErrorBudgetBurn"', 'severity="critical"'],
    target: ['alertname="SloErrorBudgetSpent"'],
    labels: ['job', 'slo', 'sli'],
  },
  // An address that fails says more than its budget.
  probe: {
    source: ['alertname="ProbeFailed"'],
    target: ['alertname="SloErrorBudgetBurn"', 'sli="probe"'],
    labels: ['job'],
  },
  prober: {
    source: ['alertname="BlackboxExporterDown"'],
    target: ['alertname="TargetDown"'],
    labels: ['job'],
  },
  // Errors that users see are errors in the log too.
  log: {
    source: ['alertname=~"SloErrorBudgetBurn|HighErrorRate"'],
    target: ['alertname="LogErrorBurst"'],
    labels: ['job'],
  },
  // From here on the cause silences what follows from it.
  pool: {
    source: ['alertname=~"DatabaseConnectionsExhausted|DatabaseConnectionsPending"'],
    target: ['alertname="DatabaseConnectionTimeouts"'],
    labels: ['job', 'instance', 'pool'],
  },
  heap: {
    source: ['alertname="HeapAlmostFull"'],
    target: ['alertname="GarbageCollectionOverhead"'],
    labels: ['job', 'instance'],
  },
  collection: {
    source: ['alertname="GarbageCollectionOverhead"'],
    target: ['alertname="ProcessCpuHigh"'],
    labels: ['job', 'instance'],
  },
  scrape: {
    source: ['alertname="ScrapeTooBig"'],
    target: ['alertname="ScrapeSlow"'],
    labels: ['job', 'instance'],
  },
  outOfMemory: {
    source: ['alertname="ContainerOomKilled"'],
    target: ['alertname=~"ContainerCrashLoop|ContainerRestarting"'],
    labels: ['namespace', 'pod', 'container'],
  },
  crashLoop: {
    source: ['alertname="ContainerCrashLoop"'],
    target: ['alertname="ContainerRestarting"'],
    labels: ['namespace', 'pod', 'container'],
  },
  disk: {
    source: ['alertname="NodeDiskFillsUp"'],
    target: ['alertname="NodeDiskAlmostFull"'],
    labels: ['instance', 'device', 'mountpoint'],
  },
  noAlertmanager: {
    source: ['alertname="PrometheusWithoutAlertmanager"'],
    target: ['alertname="PrometheusNotificationsDropped"'],
    labels: ['instance'],
  },
}
