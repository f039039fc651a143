// The metrics that everything of a kind has: variables of dashboards find their values by them.
{
  // Every Micrometer service has it.
  service:: 'process_uptime_seconds',
  route:: 'http_server_requests_seconds_count',
  machine:: 'node_uname_info',
  container:: 'kube_pod_info',
  probe:: 'probe_success',
  target:: 'up',
}
