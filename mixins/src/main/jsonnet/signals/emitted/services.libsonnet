// Series as services, their probes and Prometheus' scrapes of them give, for the tests of the alerts.
// Values are in promtool's notation.
{
  local series(metric, labels, values) = {
    series: '%s{%s}' % [metric, std.join(', ', ['%s="%s"' % [label, labels[label]] for label in std.objectFields(labels)])],
    values: values,
  },
  local of(job, instance, labels={}) = { instance: '%s-%d' % [job, instance], job: job } + labels,
  local service = { tier: 'service' },

  // So many targets of a job with the same values.
  targets(job, values, from, to, labels=service):: [
    series('up', of(job, instance, labels), values)
    for instance in std.range(from, to)
  ],

  startTime(job, values, instance=1):: [series('process_start_time_seconds', of(job, instance), values)],

  // A component: { status: values }.
  health(job, component, statuses, instance=1):: [
    series('application_health', of(job, instance, { component: component, status: status }), statuses[status])
    for status in std.objectFields(statuses)
  ],
  healthRefresh(job, component, values, instance=1):: [
    series('application_health_refresh_timestamp_seconds', of(job, instance, { component: component }), values),
  ],

  // Requests to a dependency: { outcome: values }.
  calls(job, client, outcomes):: [
    series('http_client_requests_seconds_count', of(job, 1, { client_name: client, outcome: outcome }), outcomes[outcome])
    for outcome in std.objectFields(outcomes)
  ],
  // How many are at most as slow as each boundary, in seconds, and how many in all.
  slowCalls(job, client, boundaries, all):: [
    series('http_client_requests_seconds_bucket', of(job, 1, { client_name: client, le: le }), boundaries[le])
    for le in std.objectFields(boundaries)
  ] + [
    series('http_client_requests_seconds_bucket', of(job, 1, { client_name: client, le: '+Inf' }), all),
    series('http_client_requests_seconds_count', of(job, 1, { client_name: client }), all),
  ],

  connectionTimeouts(job, values, instance=1):: [
    series('hikaricp_connections_timeout_total', of(job, instance, { pool: 'main' }), values),
  ],

  webThreads(job, busy, max, instance=1)::
    local own = of(job, instance, { name: 'http-nio-8080' });
    [series('tomcat_threads_busy_threads', own, busy), series('tomcat_threads_config_max_threads', own, max)],
  files(job, open, max, instance=1):: [
    series('process_files_open_files', of(job, instance), open),
    series('process_files_max_files', of(job, instance), max),
  ],
  deadlockedThreads(job, values, instance=1):: [series('jvm_threads_deadlocked_threads', of(job, instance), values)],
  heapAfterGc(job, values, instance=1):: [
    series('jvm_memory_usage_after_gc', of(job, instance, { area: 'heap', pool: 'long-lived' }), values),
  ],
  gcOverhead(job, values, instance=1):: [series('jvm_gc_overhead', of(job, instance), values)],
  processCpu(job, values, instance=1):: [series('process_cpu_usage', of(job, instance), values)],

  // A partition of a topic. What is read is counted by topic.
  partition(job, topic, partition, lag):: [
    series(
      'kafka_consumer_fetch_manager_records_lag',
      of(job, 1, { client_id: 'consumer-1', topic: topic, partition: std.toString(partition) }),
      lag,
    ),
  ],
  consumed(job, topic, values):: [
    series('kafka_consumer_fetch_manager_records_consumed_total', of(job, 1, { client_id: 'consumer-1', topic: topic }), values),
  ],

  // { level: values }.
  logged(job, levels):: [
    series('logback_events_total', of(job, 1, { level: level }), levels[level])
    for level in std.objectFields(levels)
  ],
  logEventsDropped(job, values, instance=1):: [series('telltale_log_events_dropped_total', of(job, instance), values)],
  // Spans lost in the queue, lost in the export, and delivered.
  spans(job, exported, queueFull='0x500', exportFailed='0x500'):: [
    series('telltale_spans_exported_total', of(job, 1), exported),
    series('telltale_spans_dropped_total', of(job, 1, { reason: 'queue_full' }), queueFull),
    series('telltale_spans_dropped_total', of(job, 1, { reason: 'export_failed' }), exportFailed),
  ],
  collapsed(job, meter, tag, values):: [
    series('telltale_cardinality_collapsed_total', of(job, 1, { meter: meter, tag: tag }), values),
  ],

  // What Prometheus adds to a scrape: { metric: values }, without the prefix.
  scrapes(job, metrics, instance=1, labels=service):: [
    series('scrape_' + metric, of(job, instance, labels), metrics[metric])
    for metric in std.objectFields(metrics)
  ],

  // An address, and whether the exporter that probes it answers.
  probe(job, address, success, up='1x800', labels={})::
    local own = { instance: address, job: job } + labels;
    [series('probe_success', own, success), series('up', own, up)],
  certificate(job, address, expiry):: [
    series('probe_ssl_earliest_cert_expiry', { instance: address, job: job }, expiry),
  ],

  // What the rules have recorded of an objective before the test begins.
  recorded(job, objective, events, badEvents)::
    local own = { job: job, slo: 'orders', sli: 'availability' };
    [
      series('slo:objective:ratio', own, objective),
      series('slo:events:rate_base', own, events),
      series('slo:bad_events:rate_base', own, badEvents),
    ],
}
