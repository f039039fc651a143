// A mixin as files, by path: the last step, where what is keyed by name becomes the lists that Prometheus reads.
function(mixin) (
  local alert = (import 'alert.libsonnet')(mixin._config);

  local recordings(area) =
    local groups = if std.objectHasAll(mixin.prometheusRules, area) then mixin.prometheusRules[area] else {};
    [groups[name] { name: 'telltale.' + name } for name in std.objectFields(groups)];

  local alerts(area) =
    local rules = if std.objectHasAll(mixin.prometheusAlerts, area) then alert.rules(mixin.prometheusAlerts[area], std.member(mixin.serviceAreas, area)) else [];
    // After the recordings of the area, which it reads.
    if std.length(rules) == 0 then [] else [{ name: 'telltale.%s.alerts' % area, rules: rules }];

  local areas = std.setUnion(std.objectFields(mixin.prometheusRules), std.objectFields(mixin.prometheusAlerts));

  { ['prometheus/rules/%s.yaml' % area]: { groups: recordings(area) + alerts(area) } for area in areas } +
  { ['dashboards/%s' % name]: mixin.grafanaDashboards[name] for name in std.objectFields(mixin.grafanaDashboards) } +
  { 'alertmanager/alertmanager.yml': mixin.alertmanagerConfig } +
  { ['alertmanager/%s' % name]: mixin.alertmanagerTemplates[name] for name in std.objectFields(mixin.alertmanagerTemplates) }
)
