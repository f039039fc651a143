// An alert: { severity, for, expr, summary, description }, and what else stands in `defaults`.
// `variants` makes several rules of one name from one text: each variant is merged over the alert and may change
// anything, so that an alert refers to itself (`local alert = self`) for what its variants set.
local defaults = {
  keepFiringFor: null,
  // Labels beside severity and `alertLabels`.
  labels: {},
  // The dashboard to look at first.
  dashboard: 'telltale-service',
  variants: { only: {} },
};

local url = import 'url.libsonnet';

local required = ['severity', 'for', 'expr', 'summary', 'description'];

function(config) {
  // Recorded series passed the selector when they were recorded.
  local view = { matchers: [config.selector] + config.scope, recorded: config.scope, by: config.identityLabels },

  // What alerts look at: whole services, over a window of their own.
  view(range, labels=[]):: view { range: range, by+: labels },

  local link(uid) =
    local variables = [
      // An absent label gives an empty value, which a dashboard matches as absent.
      'var-%(label)s={{ $labels.%(label)s | urlquery }}' % { label: label }
      for label in config.identityLabels
    ];
    '%s/d/%s?%s' % [config.grafanaUrl, uid, std.join('&', variables)],

  // Grafana's Explore over the hour before; the job takes its place in the encoded address.
  local explore(dataSource, query) =
    local panes = { a: { datasource: dataSource, queries: [query { refId: 'A' }], range: { from: 'now-1h', to: 'now' } } };
    '%s/explore?schemaVersion=1&panes=%s' % [
      config.grafanaUrl,
      std.strReplace(url.encode(std.toString(panes)), '__job__', '{{ $labels.job | urlquery }}'),
    ],
  local evidence = if config.grafanaUrl == '' then {} else {
    [if config.dataSources.logs != '' then 'logs_url']:
      explore(config.dataSources.logs, { expr: '{service_name="__job__"} | json | level=~"WARN|ERROR"' }),
    [if config.dataSources.traces != '' then 'traces_url']:
      explore(config.dataSources.traces, { queryType: 'traceql', query: '{resource.service.name="__job__" && status=error}' }),
  },

  local rule(name, alert, ofService) = {
    alert: name,
    expr: std.stripChars(alert.expr, '\n') + (if std.length(std.findSubstr('\n', alert.expr)) > 0 then '\n' else ''),
    [if alert['for'] != null then 'for']: alert['for'],
    [if alert.keepFiringFor != null then 'keep_firing_for']: alert.keepFiringFor,
    labels: { severity: alert.severity } + config.alertLabels + alert.labels,
    annotations: {
      summary: alert.summary,
      description: alert.description,
      [if config.grafanaUrl != '' && alert.dashboard != null then 'dashboard_url']: link(alert.dashboard),
      [if config.runbookUrlPattern != '' then 'runbook_url']: config.runbookUrlPattern % name,
    } + (if ofService then evidence else {}),
  },

  local complete(name, alert) =
    local missing = [field for field in required if !std.objectHasAll(alert, field)];
    if std.length(missing) == 0 then alert
    else error 'alert %s must provide %s' % [name, std.join(', ', missing)],

  // The rules of the alerts of an area, in the order of their names; a dropped alert is null. Alerts of services
  // link to their logs and traces.
  rules(alerts, ofService):: [
    rule(name, complete(name, defaults + alerts[name] + (defaults + alerts[name]).variants[variant]), ofService)
    for name in std.objectFields(alerts)
    if alerts[name] != null
    for variant in std.objectFields((defaults + alerts[name]).variants)
  ],
}
