// Alertmanager about itself, as 0.25 and newer export it.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local alertmanager = self,

  alerts: signal.gauge('Alerts', 'short', 'Alerts it holds, by state: active or suppressed.', 'alertmanager_alerts'),
  alertsReceived: signal.counter('Alerts received', 'cps', 'Alerts received per second, by status.', 'alertmanager_alerts_received_total'),
  alertsInvalid: signal.counter(
    'Invalid alerts',
    'cps',
    'Alerts per second that it could not read.',
    'alertmanager_alerts_invalid_total',
  ),
  silences: signal.gauge('Silences', 'short', 'Silences, by state: active, pending or expired.', 'alertmanager_silences'),

  // By integration: email, pagerduty, slack, webhook …
  notifications: signal.counter(
    'Notifications',
    'cps',
    'Notifications per second that it tried to deliver.',
    'alertmanager_notifications_total',
  ),
  notificationFailures: signal.counter(
    'Failed notifications',
    'cps',
    'Notifications per second that it could not deliver.',
    'alertmanager_notifications_failed_total',
  ),
  notificationFailureRatio: signal.ratio(
    'Failure ratio',
    'The share of notifications that failed. Without notifications there is none.',
    alertmanager.notificationFailures,
    alertmanager.notifications,
  ),
  notificationTime: signal.quantile(
    'Delivery p99',
    's',
    'The time that 99 % of the deliveries stay under, estimated from the histogram.',
    0.99,
    'alertmanager_notification_latency_seconds_bucket',
  ),

  configurationReloaded: signal.gauge(
    'Configuration',
    'short',
    '1 while the configuration in use is the one on disk, 0 after a reload that failed.',
    'alertmanager_config_last_reload_successful',
    aggregate='min',
  ),

  // Only with clustering: without it there is no such series.
  members: signal.gauge(
    'Members',
    'short',
    'Members of the cluster that an instance knows, itself among them.',
    'alertmanager_cluster_members',
    aggregate='min',
  ),
  // However often each is told of.
  instances: signal.new(
    'Instances',
    'short',
    'Instances that are scraped and cluster.',
    'gauge',
    query.aggregate('count', function(view) query.gauge('alertmanager_cluster_members')(view { by+: ['instance'] })),
  ),

  // Every Alertmanager has it.
  presence:: 'alertmanager_build_info',
}
