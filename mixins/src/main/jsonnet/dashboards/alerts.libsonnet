// The alerts themselves: what fires, how often it did, and whether anybody heard.
function(mixin) (
  local config = mixin._config;
  local scopes = (import '../lib/scope.libsonnet')(mixin);
  local scope = scopes.fleet;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  // Alertmanager is not one of the services that the variables choose.
  local platform = (import '../lib/panel.libsonnet')(config, scopes.stack);
  local looks = (import '../lib/looks.libsonnet')(config);
  local alerts = mixin.signals.alerts;
  local alertmanager = mixin.signals.alertmanager;

  local name = ['alertname', 'severity'];
  local month(signal) = signal { range: '$__range' };

  dashboard.new(
    'telltale-alerts',
    'Alerts',
    'What fires and since when, how often each alert fired in 30 days and how long it took to end, and what Alertmanager made of it.',
    [
      dashboard.row('Now', [
        panel.stat(alerts.firingOf.critical, steps=[1, 1], settings={ width: 6 }),
        panel.stat(alerts.firingOf.warning, steps=[1, 10], settings={ width: 6 }),
        panel.stat(alerts.firingOf.info, settings={ width: 6 }),
        panel.stat(alerts.pending, settings={ width: 6 }),
        panel.table(alerts.since, name + config.identityLabels, {
          title: 'Firing now',
          description: 'Every alert that fires, the longest first. One that fires for days is not acted on: repair it, silence it with a reason, or change its threshold.',
          sort: ['-Since'],
          rowLinks: { job: { dashboard: 'telltale-service', title: 'Show the service' } },
          width: 16,
          empty: 'while nothing fires.',
        }),
        panel.alertList('Alert list', 'What fires or is about to, from every source of alerts that Grafana knows.', { width: 8, height: 10, empty: 'while nothing fires.' }),
      ]),
      dashboard.row('When', [
        panel.stateTimeline(alerts.state { by: name + config.identityLabels, legend: '{{alertname}} {{severity}} ' + looks.service }, settings={ title: 'Firing over time', description: 'When each alert fired. Many short bars are flapping: lengthen its window or its patience.', names: looks.firing, width: 24, height: 10, empty: 'while nothing fires.' }),
      ]),
      dashboard.row('30 days', [
        panel.table([
          month(alerts.starts) { steps: [10, 50] },
          alerts.starts { name: 'Times in a day', range: '1d', steps: [5, 20] },
          month(alerts.firingTime) { decimals: 1 },
          month(alerts.timeToResolve) { decimals: 1 },
        ], name, {
          title: 'How often, how long',
          description: 'How often each alert began to fire in 30 days and within the last day, where many times is flapping; how long it fired in all, summed over everything that it fired for; and how long it takes on average until it ends. Looked at once a minute: shorter alerts may be missed.',
          sort: ['-Times fired'],
          timeFrom: '30d',
          empty: 'while nothing has fired.',
        }),
      ]),
      dashboard.row('Delivery', [
        platform.timeSeries(alertmanager.notifications, ['integration'], { title: 'Notifications by receiver', description: 'Notifications per second by the kind of receiver. Alertmanager tells receivers of one kind apart only with its feature receiver-name-in-metrics.', width: 6 }),
        platform.timeSeries(alertmanager.notificationFailures, ['integration'], { title: 'Failed notifications by receiver', width: 6 }),
        platform.timeSeries(alertmanager.notificationTime, ['integration'], { title: 'Delivery time by receiver', width: 6 }),
        platform.timeSeries(alertmanager.alerts, ['state'], { title: 'Alerts held', description: 'Alerts that Alertmanager holds. Those that are suppressed are silenced or inhibited.', width: 6 }),
        platform.timeSeries(alertmanager.alertsReceived, ['status'], { width: 12 }),
        platform.timeSeries(alertmanager.silences, ['state'], { width: 12 }),
      ]),
    ],
    // Looking back a month costs more than looking now.
    { refresh: '1m', related: { fleet: 'Fleet', stack: 'The stack itself' } },
  )
)
