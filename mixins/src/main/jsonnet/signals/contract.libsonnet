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

    // What may return nothing at the demo stack, by the doctor's finding and the metric. An entry that explains nothing
    // is refused, unless it depends on the machine or the moment.
    mayBeEmpty: [
      {
        finding: 'history too short',
        metrics: 'business_(amount|events)_total|slo_events_total',
        why: 'A week ago there was no stack.',
      },
      {
        finding: 'history too short',
        metrics: 'application_info',
        why: 'A release shows by what ran five minutes before it.',
        sometimes: true,
      },
      {
        finding: 'feature off',
        metrics: '(kafka|spring_kafka)_.*',
        why: 'The sample service uses no Kafka.',
      },
      {
        finding: 'no traffic yet',
        metrics: '(kafka|spring_kafka)_.*',
        why: 'The sample service uses no Kafka.',
      },
      {
        finding: 'no traffic yet',
        metrics: 'telltale_cardinality_collapsed_total',
        why: 'No tag of the sample service comes near its limit.',
      },
      {
        finding: 'no traffic yet',
        metrics: 'scrape_sample_limit',
        why: 'The stack limits no scrape.',
      },
      {
        finding: 'no traffic yet',
        metrics: 'hikaricp_connections_creation_seconds_.*',
        why: 'A pool opens its connections once.',
        sometimes: true,
      },
      {
        finding: 'no traffic yet',
        metrics: 'slo:error_budget_exhaustion_seconds:period|slo:error_budget_remaining:period.*',
        why: 'No budget is being spent.',
        sometimes: true,
      },
      {
        finding: 'no traffic yet',
        metrics: 'ALERTS',
        why: 'Nothing critical fires while all is well.',
        sometimes: true,
      },
      {
        finding: 'history too short',
        metrics: 'slo:events:rate_base|ALERTS',
        why: 'It looks back at intervals longer than the stack has run.',
        sometimes: true,
      },
      {
        finding: 'no traffic yet',
        metrics: 'node_memory_SwapTotal_bytes',
        why: 'The machine has no swap.',
        sometimes: true,
      },
      {
        finding: 'not on this system',
        metrics: 'probe_ssl_earliest_cert_expiry',
        why: 'The stack probes addresses without TLS.',
      },
      {
        finding: 'not on this system',
        metrics: 'prometheus_remote_storage_.*',
        why: 'The stack writes to no remote storage.',
      },
      {
        finding: 'not on this system',
        metrics: 'alertmanager_cluster_members',
        why: 'The stack has one Alertmanager.',
      },
    ],

    // Metrics that services export and nothing here reads, by a regular expression over the names of their series.
    unused: {
      '.*_max': 'The highest value lately: a peak that no two instances have at once. Quantiles and limits say more.',
      'application_(ready|started)_time_seconds': 'Once a start; the log says it too.',
      'disk_(free|total)_bytes': 'The node exporter and the kubelet know every disk.',
      'executor_(completed_tasks_total|pool_(core|max|size)_threads|queue_remaining_tasks)': 'Active and queued tasks show a pool that is too small.',
      'hikaricp_connections(_min)?': 'The sum of active and idle connections, and a setting.',
      http_client_requests_seconds_sum: 'Means hide what quantiles show.',
      'jdbc_(connection|query|result_set)_seconds_.*|jdbc_connection_acquired_total': 'Only with datasource-micrometer; its spans tell each query.',
      'jdbc_connections_(active|idle|max|min)': 'HikariCP tells the same of its pools, and who waits.',
      'jvm_(buffer|classes|compilation|info|threads_(daemon|peak|started)).*': 'For whoever looks into one JVM; no question about a service.',
      'jvm_gc_(live_data_size_bytes|max_data_size_bytes|memory_(allocated|promoted)_bytes_total|pause_seconds_count)': 'The time spent and the heap left after a collection say it.',
      jvm_memory_committed_bytes: 'Used and maximum say it.',
      jvm_threads_deadlocked_monitor_threads: 'Counted among the deadlocked threads.',
      'kafka_.*': 'For whoever looks into one client. Lag, failures and rebalances are read.',
      'process_cpu_time_ns_total|system_cpu_count|system_load_average_1m': 'The shares of CPU that process and system use say it.',
      'spring_kafka_template_seconds_.*': 'The client counts what was sent, and the trace has the time.',
      'tasks_scheduled_execution_seconds_.*': "Which tasks matter is the service's to say: give them an SLO.",
      telltale_business_collapsed_total: 'Told once in the log and in the endpoint telltale.',
      'tomcat_(sessions|threads_current).*': 'Spring counts the same requests by route.',
    },
  },
}
