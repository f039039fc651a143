// Series as kube-state-metrics and the kubelet's cAdvisor export them, for the tests of the alerts.
local series = import 'series.libsonnet';

{
  local state(instance=1) = { instance: 'state-%d' % instance, job: 'kube-state-metrics', namespace: 'shops' },
  local pod = { container: 'shop', pod: 'shop-1' },
  local cadvisor = { container: 'shop', instance: 'node-1', job: 'kubelet', namespace: 'shops', pod: 'shop-1' },

  restarts(values, instance=1):: [series('kube_pod_container_status_restarts_total', state(instance) + pod, values)],

  waiting(reason, values):: [series('kube_pod_container_status_waiting_reason', state() + pod { reason: reason }, values)],

  lastTerminated(reason, values):: [
    series('kube_pod_container_status_last_terminated_reason', state() + pod { reason: reason }, values),
  ],

  limit(resource, values, instance=1):: [
    series('kube_pod_container_resource_limits', state(instance) + pod { resource: resource }, values),
  ],

  memory(values, labels={}):: [series('container_memory_working_set_bytes', cadvisor + labels, values)],

  periods(throttled, all):: [
    series('container_cpu_cfs_throttled_periods_total', cadvisor, throttled),
    series('container_cpu_cfs_periods_total', cadvisor, all),
  ],

  // A deployment: how many of its replicas are of the newest version, and whether its rollout is stuck.
  rollout(updated, stuck, condition='Progressing'):: [
    series('kube_deployment_status_replicas_updated', state() { deployment: 'shop' }, updated),
    series('kube_deployment_status_condition', state() { deployment: 'shop', condition: condition, status: 'false' }, stuck),
  ],

  // An autoscaler: { status_desired_replicas, spec_min_replicas, spec_max_replicas }.
  autoscaler(values):: [
    series('kube_horizontalpodautoscaler_' + value, state() { horizontalpodautoscaler: 'shop' }, values[value])
    for value in std.objectFields(values)
  ],
}
