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

local required = ['severity', 'for', 'expr', 'summary', 'description'];

function(config) {
  // Recorded series passed the selector when they were recorded.
  local view = { matchers: [config.selector], recorded: [], by: config.identityLabels },

  // What alerts look at: whole services, over a window of their own.
  view(range, labels=[]):: view { range: range, by+: labels },

  local link(uid) =
    local variables = [
      // An absent label gives an empty value, which a dashboard matches as absent.
      'var-%(label)s={{ $labels.%(label)s | urlquery }}' % { label: label }
      for label in config.identityLabels
    ];
    '%s/d/%s?%s' % [config.grafanaUrl, uid, std.join('&', variables)],

  local rule(name, alert) = {
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
    },
  },

  local complete(name, alert) =
    local missing = [field for field in required if !std.objectHasAll(alert, field)];
    if std.length(missing) == 0 then alert
    else error 'alert %s must provide %s' % [name, std.join(', ', missing)],

  // The rules of the alerts of an area, in the order of their names; a dropped alert is null.
  rules(alerts):: [
    rule(name, complete(name, defaults + alerts[name] + (defaults + alerts[name]).variants[variant]))
    for name in std.objectFields(alerts)
    if alerts[name] != null
    for variant in std.objectFields((defaults + alerts[name]).variants)
  ],
}
