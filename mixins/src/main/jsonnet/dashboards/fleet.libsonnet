// All services at a glance: which of them is not well.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).fleet;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local signal = import '../lib/signal.libsonnet';
  local signals = mixin.signals;
  local http = signals.http;
  local slo = signals.slo;
  local alerts = signals.alerts;

  local service = config.identityLabels;
  local toService = { dashboard: 'telltale-service', title: 'Show the service' };
  local byService = { by: service, legend: looks.service };
  local all(signal, settings={}) = panel.timeSeries(signal + byService, settings={ link: toService, width: 12 } + settings);

  dashboard.new(
    'telltale-fleet',
    'Fleet',
    'All services at a glance: what fires, who is slow or fails, and where to look first.',
    [
      dashboard.row('Now', [
        panel.stat(signal.number('Services', 'Services that are scraped, whether they answer or not.', signals.target.targets, service), settings={ width: 4 }),
        panel.stat(alerts.firingOf.critical, steps=[1, 1], settings={ width: 4 }),
        panel.stat(alerts.firingOf.warning, steps=[1, 10], settings={ width: 4 }),
        panel.stat(http.requests, settings={ width: 4 }),
        panel.stat(http.errorRatio, steps=looks.errors, settings={ width: 4, title: 'Error ratio of all services' }),
        panel.stat(signals.target.up, settings={ width: 4 }),
      ]),
      dashboard.row('Services, worst first', [
        panel.table([
          alerts.worst(signals.target.targets) { names: looks.severities },
          http.errorRatio { steps: looks.errors },
          http.p95 { steps: looks.latency },
          http.requests,
          slo.worstBudget { steps: looks.budget, lessIsWorse: true },
          slo.worstBurn { steps: [1, config.slo.burns.fast.factor], decimals: 1 },
          signals.target.up,
          signals.target.targets,
          signals.runtime.uptime,
          signals.identity.main { also: ['version'], hidden: true },
        ], service, {
          title: 'All services',
          description: 'Every service: the worst alert that fires, errors, latency, traffic, what is left of its error budgets, instances, and the version that most of them run. Click a job to see the service.',
          sort: ['-State', '-Error ratio'],
          rowLinks: { job: toService },
          height: 14,
        }),
      ]),
      dashboard.row('Who it is', [
        all(http.errorRatio { name: 'Error ratio by service' }),
        all(http.p95 { name: 'p95 by service' }),
        all(http.requests { name: 'Requests by service' }),
        all(slo.worstBurn { name: 'Burn rate by service' }, { steps: [1, config.slo.burns.fast.factor] }),
      ]),
      dashboard.row('Alerts', [
        panel.stateTimeline(alerts.state { by: ['alertname'] + service, legend: '{{alertname}} ' + looks.service }, settings={ names: looks.firing, width: 12, empty: 'while nothing fires.' }),
        panel.alertList('Alert list', 'What fires or is about to, from every source of alerts that Grafana knows.', { width: 12, empty: 'while nothing fires.' }),
      ]),
    ],
    { related: { alerts: 'Alerts', slo: 'Error budgets', business: 'Business' }, annotations: [dashboard.releases] },
  )
)
