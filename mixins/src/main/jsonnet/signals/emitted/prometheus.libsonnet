// Series as Prometheus exports them about itself, for the tests of the alerts.
local series = import 'series.libsonnet';

{
  local server(instance=1) = { instance: 'prometheus-%d' % instance, job: 'prometheus' },
  local group = { rule_group: 'rules/slo.yaml;telltale.slo' },
  local remote = { remote_name: 'mimir', url: 'https://mimir.example/push' },

  configuration(reloaded, instance=1):: [
    series('prometheus_config_last_reload_successful', server(instance), reloaded),
  ],

  ruleFailures(values):: [series('prometheus_rule_evaluation_failures_total', server() + group, values)],

  ruleGroupsMissed(values):: [series('prometheus_rule_group_iterations_missed_total', server() + group, values)],

  alertmanagers(values):: [series('prometheus_notifications_alertmanagers_discovered', server(), values)],

  notificationsDropped(values):: [series('prometheus_notifications_dropped_total', server(), values)],

  // A queue of remote write: when the newest sample sent was taken, samples that wait, samples refused.
  sent(values):: [series('prometheus_remote_storage_queue_highest_sent_timestamp_seconds', server() + remote, values)],
  pending(values):: [series('prometheus_remote_storage_samples_pending', server() + remote, values)],
  refused(values):: [series('prometheus_remote_storage_samples_failed_total', server() + remote, values)],
  started(values, labels={}):: [series('process_start_time_seconds', server() + labels, values)],

  // What can fail in the storage.
  storage:: [
    'checkpoint_creations_failed',
    'compactions_failed',
    'head_truncations_failed',
    'reloads_failures',
    'wal_corruptions',
    'wal_truncations_failed',
    'wal_writes_failed',
  ],
  // How each of them adds up; by default it does not. Some may be missing.
  storageFailures(values, none='0x400', missing=[]):: [
    series(
      'prometheus_tsdb_%s_total' % failure,
      server(),
      if std.objectHas(values, failure) then values[failure] else none,
    )
    for failure in std.setDiff($.storage, missing)
  ],

  series(values):: [series('prometheus_tsdb_head_series', server(), values)],
}
