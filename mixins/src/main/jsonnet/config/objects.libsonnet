// When a container or a workload is in trouble. All of it warns: what its users suffer pages.
{
  containerRestarting: {
    // Restarts within the window. One is life, two are a deployment with a node drained. Raise it for containers
    // that end on purpose.
    minRestarts: 3,
    window: '1h',
    'for': '2m',
    severity: 'warning',
  },
  containerCrashLoop: {
    // As long as Kubernetes waits at most between two starts.
    window: '5m',
    // Longer than the window: one crash and its wait are over by then.
    'for': '10m',
    severity: 'warning',
  },
  containerOomKilled: {
    // How long a kill is news.
    window: '15m',
    'for': '2m',
    severity: 'warning',
  },
  containerMemoryNearLimit: {
    // The share of the limit. A JVM keeps what it once took: lower its heap (MaxRAMPercentage) before raising this.
    threshold: 0.9,
    'for': '15m',
    severity: 'warning',
  },
  containerCpuThrottled: {
    // The share of periods. Raise it, or take the limit away, when nobody suffers: throttling is a cause, no symptom.
    threshold: 0.25,
    window: '5m',
    'for': '15m',
    severity: 'info',
  },
  rolloutStuck: {
    // Beyond progressDeadlineSeconds of the deployment, which is ten minutes unless set. Set that instead.
    'for': '5m',
    severity: 'warning',
  },
  hpaAtMaximum: {
    // Raise it for workloads whose peak of the day is meant to reach the maximum.
    'for': '15m',
    severity: 'warning',
  },
}
