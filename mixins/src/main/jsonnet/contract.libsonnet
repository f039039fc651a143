// What is asked of Prometheus must return data. This says who exports what, so that an empty answer can be explained.
{
  contract+:: {
    // Metrics that do not come from services, by a regular expression over their names.
    exporters: {
      'alertmanager_.*': 'Alertmanager',
      'container_.*': 'cAdvisor in the kubelet',
      'kube_.*': 'kube-state-metrics',
      'loki_.*': 'Loki',
      'node_.*': 'the node exporter',
      '(otelcol|alloy)_.*': 'the OpenTelemetry collector or Alloy',
      'probe_.*': 'the blackbox exporter',
      'prometheus_.*': 'Prometheus, if it scrapes itself',
      'tempo_.*': 'Tempo',
    },
  },
}
