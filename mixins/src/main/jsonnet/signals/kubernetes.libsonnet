// Containers and workloads, as kube-state-metrics 2 and the kubelet's cAdvisor export them. Both know namespace, pod
// and container themselves: scrape them with honor_labels, or those arrive as exported_namespace and so on.
// Their job is the exporter's, not the service's.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local kubernetes = self,
  // cAdvisor also reports whole pods and the container that holds their network.
  local containers = ['container!=""', 'container!="POD"'],

  // What usage (cAdvisor) and limit (kube-state-metrics) have in common.
  local container = std.setUnion(
    std.set([label for label in config.identityLabels if !std.member(['environment', 'job', 'team'], label)]),
    ['container', 'namespace', 'pod'],
  ),
  local shared(view) = view {
    // Two exporters: what selects one of them misses the other.
    matchers: [matcher for matcher in super.matchers if !std.startsWith(matcher, 'job=') && !std.startsWith(matcher, 'instance=')],
  },
  local ofLimit(usage, resource) = query.aggregate('max', function(view)
    local limit = query.gauge('kube_pod_container_resource_limits', ['resource="%s"' % resource], only=' > 0');
    '%s / on (%s) group_left () %s' % [
      usage(shared(view)),
      std.join(', ', container),
      limit(shared(view) { by: container }),
    ]),

  local restarts(each) = query.aggregate('max', function(view)
    '%s(%s[%s])' % [each, query.select('kube_pod_container_status_restarts_total')(view), view.range]),

  // Containers: processor and memory.
  containerCpu: signal.counter(
    'CPU',
    'short',
    'Processors in use.',
    'container_cpu_usage_seconds_total',
    containers,
  ),
  containerCpuLimit: signal.gauge(
    'CPU limit',
    'short',
    'Processors a container may use.',
    'kube_pod_container_resource_limits',
    ['resource="cpu"'],
  ),
  throttledPeriods: signal.counter(
    'Throttled periods',
    'cps',
    'Periods per second in which a container had to wait because it had used up its processor limit.',
    'container_cpu_cfs_throttled_periods_total',
    containers,
  ),
  periods: signal.counter(
    'Periods',
    'cps',
    'Periods per second in which a container with a processor limit wanted to run.',
    'container_cpu_cfs_periods_total',
    containers,
  ),
  throttledRatio: signal.ratio(
    'Throttled',
    'The share of periods in which a container had to wait for its processor limit. Without a limit there is none.',
    kubernetes.throttledPeriods,
    kubernetes.periods,
  ),
  containerMemory: signal.gauge(
    'Memory',
    'bytes',
    'Memory that cannot be reclaimed: what the kernel compares with the limit.',
    'container_memory_working_set_bytes',
    containers,
  ),
  containerMemoryLimit: signal.gauge(
    'Memory limit',
    'bytes',
    'Memory a container may use; beyond it, it is killed.',
    'kube_pod_container_resource_limits',
    ['resource="memory"'],
  ),
  memoryOfLimit: signal.new(
    'Memory of limit',
    'percentunit',
    'The share of its memory limit a container uses. Without a limit there is none.',
    'ratio',
    ofLimit(query.select('container_memory_working_set_bytes', containers), 'memory'),
  ),
  containerReceived: signal.counter('Received', 'Bps', 'Bytes received per second by a pod.', 'container_network_receive_bytes_total'),
  containerSent: signal.counter('Sent', 'Bps', 'Bytes sent per second by a pod.', 'container_network_transmit_bytes_total'),

  // Containers: life.
  // Not a sum: two exporters count the same restarts.
  restarts: signal.new('Restarts', 'cps', 'Restarts of a container per second.', 'counter', restarts('rate'))
            { increase:: restarts('increase') },
  // A container that crashes waits and runs in turns, so one look is not enough.
  crashLooping: signal.new(
    'Crash looping',
    'short',
    '1 if a container waited in CrashLoopBackOff at some time in the range.',
    'gauge',
    query.aggregate('max', function(view)
      'max_over_time(%s[%s])' % [
        query.select('kube_pod_container_status_waiting_reason', ['reason="CrashLoopBackOff"'])(view),
        view.range,
      ]),
  ),
  waiting: signal.gauge(
    'Waiting',
    'short',
    'Containers that wait, by reason.',
    'kube_pod_container_status_waiting_reason',
    aggregate='sum',
  ),
  // Says why a container ended the last time, until it ends again.
  lastOomKilled: signal.gauge(
    'Last ended by OOMKilled',
    'short',
    '1 while the last end of a container was the kernel killing it for its memory.',
    'kube_pod_container_status_last_terminated_reason',
    ['reason="OOMKilled"'],
  ),
  ready: signal.gauge(
    'Ready',
    'short',
    'Containers that are ready.',
    'kube_pod_container_status_ready',
    aggregate='sum',
  ),

  // Deployments.
  replicasWanted: signal.gauge('Wanted', 'short', 'Replicas a deployment should have.', 'kube_deployment_spec_replicas'),
  replicasAvailable: signal.gauge(
    'Available',
    'short',
    'Replicas that are ready for long enough.',
    'kube_deployment_status_replicas_available',
    aggregate='min',
  ),
  replicasUpdated: signal.gauge(
    'Updated',
    'short',
    'Replicas of the newest version.',
    'kube_deployment_status_replicas_updated',
    aggregate='min',
  ),
  // Kubernetes' own verdict: progressDeadlineSeconds (ten minutes unless set) passed without progress.
  rolloutStuck: signal.gauge(
    'Rollout stuck',
    'short',
    '1 while a rollout makes no progress.',
    'kube_deployment_status_condition',
    ['condition="Progressing"', 'status="false"'],
  ),

  // Horizontal pod autoscalers.
  hpaReplicas: signal.gauge(
    'Replicas',
    'short',
    'Replicas an autoscaler keeps.',
    'kube_horizontalpodautoscaler_status_current_replicas',
  ),
  hpaDesired: signal.gauge(
    'Desired',
    'short',
    'Replicas an autoscaler would like to have, within its bounds.',
    'kube_horizontalpodautoscaler_status_desired_replicas',
  ),
  hpaMinimum: signal.gauge('Minimum', 'short', 'Replicas an autoscaler keeps at least.', 'kube_horizontalpodautoscaler_spec_min_replicas'),
  hpaMaximum: signal.gauge('Maximum', 'short', 'Replicas an autoscaler may reach.', 'kube_horizontalpodautoscaler_spec_max_replicas'),

  // Every container has it: dashboards find namespaces and pods by it.
  presence:: 'kube_pod_container_status_ready',
}
