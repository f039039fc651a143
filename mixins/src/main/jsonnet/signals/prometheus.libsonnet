// Prometheus about itself, as 2.42 and 3.x export it.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local process = config.identityLabels + ['instance'],

  // Each counter is there at zero from the start. A rate over several names would mix their series, so each gets a label
  // instead of its name; one that a version of Prometheus has not is missing, and the others still count.
  local storage(func) = query.aggregate('sum', function(view) '\n' + std.join('\nor\n', [
    'label_replace(%s(%s[%s]), "failure", "%s", "", "")' %
    [func, query.select('prometheus_tsdb_%s_total' % failure)(view), view.range, failure]
    for failure in [
      'checkpoint_creations_failed',
      'compactions_failed',
      'head_truncations_failed',
      'reloads_failures',
      'wal_corruptions',
      'wal_truncations_failed',
      'wal_writes_failed',
    ]
  ]) + '\n'),

  // Storage.
  series: signal.gauge('Series', 'short', 'Series in memory, which is what Prometheus costs.', 'prometheus_tsdb_head_series'),
  seriesCreated: signal.counter(
    'Series created',
    'cps',
    'New series per second. Restarts and deployments make some; many all the time are labels without bounds.',
    'prometheus_tsdb_head_series_created_total',
  ),
  samples: signal.counter('Samples', 'cps', 'Samples stored per second.', 'prometheus_tsdb_head_samples_appended_total'),
  blocks: signal.gauge('Blocks', 'bytes', 'Bytes of the blocks on disk.', 'prometheus_tsdb_storage_blocks_bytes'),
  oldest: signal.gauge(
    'Oldest sample',
    's',
    'When the oldest sample was taken: history begins there.',
    'prometheus_tsdb_lowest_timestamp_seconds',
  ),
  storageFailures: signal.new(
    'Storage failures',
    'cps',
    'Failures per second to write, cut, compact or reload what is stored, by failure.',
    'counter',
    storage('rate'),
  ) { increase:: storage('increase') },

  // Configuration and scraping.
  configurationReloaded: signal.gauge(
    'Configuration',
    'short',
    '1 while the configuration in use is the one on disk, 0 after a reload that failed.',
    'prometheus_config_last_reload_successful',
    aggregate='min',
  ),
  targets: signal.gauge(
    'Targets',
    'short',
    'Targets of a scrape pool: keep the label scrape_job.',
    'prometheus_target_scrape_pool_targets',
  ),
  targetLimitHits: signal.counter(
    'Target limit hits',
    'cps',
    'How often per second a scrape pool had more targets than its limit, and scraped none.',
    'prometheus_target_scrape_pool_exceeded_target_limit_total',
  ),
  sampleLimitHits: signal.counter(
    'Sample limit hits',
    'cps',
    'Scrapes per second that were thrown away because they brought too many samples.',
    'prometheus_target_scrapes_exceeded_sample_limit_total',
  ),
  duplicates: signal.counter(
    'Duplicate samples',
    'cps',
    'Samples per second with the time of another: two targets that say they are one.',
    'prometheus_target_scrapes_sample_duplicate_timestamp_total',
  ),

  // Rules, by rule_group.
  ruleEvaluations: signal.counter('Rule evaluations', 'cps', 'Rules evaluated per second.', 'prometheus_rule_evaluations_total'),
  ruleFailures: signal.counter(
    'Rule failures',
    'cps',
    'Rules per second that could not be evaluated.',
    'prometheus_rule_evaluation_failures_total',
  ),
  ruleGroupsMissed: signal.counter(
    'Missed evaluations',
    'cps',
    'Evaluations of groups per second that were left out because the one before took too long.',
    'prometheus_rule_group_iterations_missed_total',
  ),
  ruleGroupTime: signal.new(
    'Rule group time',
    'percentunit',
    'How much of its interval a group of rules takes. Near 1 it misses evaluations.',
    'ratio',
    query.aggregate('max', function(view) '%s / %s' % [
      query.select('prometheus_rule_group_last_duration_seconds')(view),
      query.select('prometheus_rule_group_interval_seconds')(view),
    ]),
  ),
  queryTime: signal.gauge(
    'Query time',
    's',
    'The time that 99 in 100 queries stay under, by slice.',
    'prometheus_engine_query_duration_seconds',
    ['quantile="0.99"'],
  ),

  // Alerts on their way to Alertmanager.
  alertmanagers: signal.gauge(
    'Alertmanagers',
    'short',
    'Alertmanagers that alerts are sent to.',
    'prometheus_notifications_alertmanagers_discovered',
    aggregate='min',
  ),
  notifications: signal.counter('Alerts sent', 'cps', 'Alerts sent to Alertmanagers per second.', 'prometheus_notifications_sent_total'),
  notificationErrors: signal.counter(
    'Alerts not taken',
    'cps',
    'Alerts per second that an Alertmanager did not take.',
    'prometheus_notifications_errors_total',
  ),
  notificationsDropped: signal.counter(
    'Alerts dropped',
    'cps',
    'Alerts per second that no Alertmanager took, or that found the queue full.',
    'prometheus_notifications_dropped_total',
  ),
  notificationQueue: signal.gauge('Alerts waiting', 'short', 'Alerts that wait to be sent.', 'prometheus_notifications_queue_length'),

  // Remote write, by remote_name and url.
  remoteWriteLag: signal.new(
    'Remote write lag',
    's',
    'How far the newest sample sent is behind now. A queue that never sent one counts from the start of Prometheus.',
    'gauge',
    query.aggregate('max', function(view)
      'time() - (%(sent)s or %(pending)s * 0 + on (%(labels)s) group_left () %(start)s)' % {
        sent: query.select('prometheus_remote_storage_queue_highest_sent_timestamp_seconds')(view),
        pending: query.select('prometheus_remote_storage_samples_pending')(view),
        start: query.gauge('process_start_time_seconds')(view { by: process }),
        labels: std.join(', ', process),
      }),
  ),
  remoteWritten: signal.counter('Samples sent', 'cps', 'Samples sent to remote storage per second.', 'prometheus_remote_storage_samples_total'),
  remoteWriteFailures: signal.counter(
    'Samples lost',
    'cps',
    'Samples per second that remote storage refused for good.',
    'prometheus_remote_storage_samples_failed_total',
  ),
  remoteWritePending: signal.gauge(
    'Samples waiting',
    'short',
    'Samples that wait to be sent to remote storage.',
    'prometheus_remote_storage_samples_pending',
  ),

  // Every Prometheus has it.
  presence:: 'prometheus_build_info',
}
