// Series as Alertmanager exports them about itself, for the tests of the alerts.
local series = import 'series.libsonnet';

{
  local server(instance=1) = { instance: 'alertmanager-%d' % instance, job: 'alertmanager' },

  configuration(reloaded):: [series('alertmanager_config_last_reload_successful', server(), reloaded)],

  notifications(all, failed, integration='pagerduty', instance=1):: [
    series('alertmanager_notifications_total', server(instance) { integration: integration }, all),
    series('alertmanager_notifications_failed_total', server(instance) { integration: integration }, failed),
  ],

  members(values, instance=1, labels={}):: [series('alertmanager_cluster_members', server(instance) + labels, values)],
}
