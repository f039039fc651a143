// What is asked must return data: the contract of the mixin with what emits. Here stands what the doctor needs to explain
// an empty answer, and what may be empty or unused for a reason.
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

    // What the pipeline makes of a log line: labels of its stream, which are few, and fields of its JSON.
    logs: {
      labels: ['service_name', 'level'],
      fields: [
        '@timestamp',
        'correlation_id',
        'environment',
        'level',
        'logger_name',
        'message',
        'service_name',
        'service_version',
        'span_id',
        'stack_hash',
        'stack_trace',
        'thread_name',
        'trace_id',
      ],
    },

    // What spans carry: their own properties, the resource, and the tags of Spring's observations.
    traces: {
      attributes: [
        'duration',
        'kind',
        'name',
        'resource.service.name',
        'resource.service.version',
        'span.exception',
        'span.method',
        'span.outcome',
        'span.status',
        'span.uri',
        'status',
      ],
    },

    // Expressions that may return nothing on a healthy system that has just started, by the doctor's finding and the
    // metric. An entry that explains nothing is refused.
    mayBeEmpty: [],

    // Metrics that services export and nothing here reads, by a regular expression over the names of their series.
    unused: {},
  },
}
