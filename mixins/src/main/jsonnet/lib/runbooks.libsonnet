// What the frames of the alerts' runbooks are made from: the alerts as they are rendered, their settings, and a case
// that makes each of them fire.
function(mixin) (
  local config = mixin._config;
  local services = (import 'services.libsonnet')(mixin);
  local tests = (import 'tests.libsonnet')(mixin);

  // Where its settings stand in _config: by convention, or where the alert says (`settings: 'slo.burns'`).
  local pathOf(name, alert) =
    local key = std.asciiLower(name[0]) + name[1:];
    if std.objectHasAll(alert, 'settings') then alert.settings
    else if std.objectHas(config.alerts, key) then 'alerts.' + key
    else null;
  local valueAt(path) = std.foldl(function(object, key) object[key], std.split(path, '.'), config);

  // The first that has the text of the notification, or else the first.
  local firing(area, name) =
    local cases = [
      local case = mixin.alertTests[area][name][test.name];
      test { says: if std.objectHas(case, 'says') then case.says else null }
      for test in tests
      if test.alert == name && test.fires
    ];
    local saying = [case for case in cases if case.says != null];
    if std.length(saying) > 0 then saying[0] else if std.length(cases) > 0 then cases[0] else null;

  local records = {
    [area]: [
      rule.record
      for group in std.objectValues(mixin.prometheusRules[area])
      for rule in group.rules
      if std.objectHas(rule, 'record')
    ]
    for area in std.objectFields(mixin.prometheusRules)
  };
  // The areas whose rules an alert of an area needs: its own, and those that record what it reads.
  local needs(area, rules) = std.set([area] + [
    other
    for other in std.objectFields(records)
    for record in records[other]
    for rule in rules
    if std.length(std.findSubstr(record, rule.expr)) > 0
  ]);

  {
    [name]: {
      local alert = mixin.prometheusAlerts[area][name],
      local path = pathOf(name, alert),
      local rules = [rule for rule in services.rules(area) if rule.alert == name],
      area: area,
      ofService: std.member(mixin.serviceAreas, area),
      dashboard: if !std.objectHasAll(alert, 'dashboard') then 'telltale-service'
      else if alert.dashboard == null then null
      else services.uid(alert.dashboard),
      settings: if path == null then null else { path: path, values: valueAt(path), ofAll: config.service == '' },
      rules: rules,
      needs: needs(area, rules),
      case: firing(area, name),
    }
    for area in services.areas(std.objectFields(mixin.prometheusAlerts))
    for name in std.objectFields(mixin.prometheusAlerts[area])
    if mixin.prometheusAlerts[area][name] != null
  }
)
