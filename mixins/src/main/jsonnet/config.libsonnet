// Every threshold, window, label and severity. A comment says when to change a value.
// Durations are production's; `timeDivisor` shortens all of them at once, in lib/time.libsonnet.
// An object that is empty here takes keys of your own; any other key that does not stand here is refused.
{
  _config+:: {
    // The target labels that tell one service from another, job last. Each may be absent, job must not.
    // They come from the scrape configuration. Add a label (region, tenant …) when the same job runs in several
    // of them; keep team while alerts are routed by it, environment while only some environments page.
    identityLabels: ['cluster', 'environment', 'namespace', 'team', 'job'],

    // Matchers added to every metric of a service, such as 'team="shop"'.
    // Set it when this Prometheus also holds services that somebody else's rules cover.
    selector: '',

    // One service, by its job. Set it to render what watches that service alone: its rules and dashboards, without
    // Alertmanager and platform, under names of their own.
    service: '',

    // What services set for themselves, by job: { checkout: { highErrorRate: { threshold: 0.1 }, highLatency: null } }.
    // The keys are those of `alerts`, of which any may change; null switches an alert off for this service.
    // Error budgets are not set here but in the service, with its objectives.
    services: {},

    // The matchers that follow from both.
    scope:: if self.service == '' then [] else ['job=' + std.escapeStringJson(self.service)],

    // What makes a scrape target a service: the scrape configuration labels services with it, and leaves Prometheus,
    // exporters and probes without. Only such targets raise ServiceDown. Change it when you have such a label already.
    serviceSelector: 'tier="service"',

    // Routes that are not the service's work, as a regular expression over `uri`. Extend it when a framework adds
    // routes of its own to the service's port.
    excludedRoutes: '/actuator.*',

    // 1 in production. The demo divides every window, `for` and interval by the same number, so that its alerts
    // come in seconds; names, labels, thresholds and factors stay. Not a way to make alerts faster in production.
    timeDivisor: 1,

    // How often targets are scraped and rules evaluated; not divided. Ranges must hold at least 8 scrapes and
    // every `for` at least 3: rendering fails otherwise.
    scrapeInterval: '15s',

    // Where Grafana answers, without a slash at the end. Set it, and alerts link to their dashboard.
    grafanaUrl: '',

    // The uids of Grafana's data sources for logs (Loki) and traces (Tempo), to which alerts of services link.
    // Empty where there is none.
    dataSources: { logs: 'loki', traces: 'tempo' },

    // Where runbooks are, with %s for the name of the alert. Set it, and alerts link to their runbook.
    runbookUrlPattern: '',

    // The environments whose critical alerts page. An alert without the label pages too.
    // Add an environment when somebody shall get up at night for it.
    pagingEnvironments: ['production', 'prod'],

    // Labels for every alert, such as { origin: 'telltale' }.
    alertLabels: {},

    // The thresholds of the alerts, by area.
    alerts:
      (import 'config/business.libsonnet') +
      (import 'config/client.libsonnet') +
      (import 'config/database.libsonnet') +
      (import 'config/http.libsonnet') +
      (import 'config/kafka.libsonnet') +
      (import 'config/kubernetes.libsonnet') +
      (import 'config/node.libsonnet') +
      (import 'config/notifications.libsonnet') +
      (import 'config/pipeline.libsonnet') +
      (import 'config/probe.libsonnet') +
      (import 'config/prometheus.libsonnet') +
      (import 'config/runtime.libsonnet') +
      (import 'config/service.libsonnet') +
      (import 'config/slo.libsonnet') +
      (import 'config/telemetry.libsonnet'),

    // What of a machine is worth looking at.
    platform: import 'config/platform.libsonnet',

    slo: {
      // The objective counted over all routes. Every service counts it, few set an objective for it.
      builtIn: 'http',
      // The period an error budget is for. Change it with the factors below: they are shares of 30 days.
      period: '30d',
      // How long an objective outlives its last sample: a scrape gap must not lose it. A loosened objective
      // acts after this time.
      objectiveMemory: '1h',
      // Bad events below which nothing burns, for services that do not export slo_min_bad_events.
      minBadEvents: 5,
      // Probes count as the SLI "probe" of the built-in SLO, each second of each address as an event: 0.999 is
      // 43 minutes a month. 0 switches it off. Bad seconds below which nothing burns: a page takes two minutes.
      probe: { objective: 0.999, minBadSeconds: 120 },
      // The rates that long windows are averaged from: window, and how often they are recorded. The interval must
      // stay well under five minutes, Prometheus' lookback: one late evaluation would make a gap.
      baseWindow: '5m',
      baseInterval: '1m',
      // How often windows longer than `longestRawWindow` are computed. They cost most and move least.
      longInterval: '2m',
      // Windows up to this one are read from the counters, so that pages are exact and come at once.
      longestRawWindow: '6h',
      // The table of Google's SRE workbook with the row 1d/2h. A factor is how many times faster than allowed the
      // budget goes: 14.4 over an hour is 2 % of 30 days. Lower a factor to hear earlier, raise it to sleep longer.
      // `keepFiringFor` stops flapping at the edge.
      burns: {
        fast: { long: '1h', short: '5m', factor: 14.4, 'for': '2m', keepFiringFor: '5m', severity: 'critical' },
        medium: { long: '6h', short: '30m', factor: 6, 'for': '15m', keepFiringFor: '15m', severity: 'critical' },
        slow: { long: '1d', short: '2h', factor: 3, 'for': '1h', keepFiringFor: '30m', severity: 'warning' },
        trend: { long: '3d', short: '6h', factor: 1, 'for': '3h', keepFiringFor: '1h', severity: 'warning' },
      },
    },

    alertmanager: import 'config/alertmanager.libsonnet',

    kubernetes: import 'config/objects.libsonnet',

    dashboards: {
      // What a dashboard shows at first, and how often it is refreshed. Raise `refresh` when many people watch.
      from: 'now-30m',
      refresh: '10s',
      tags: ['telltale'],
    },
  },
}
