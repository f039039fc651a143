// A mixin as files, by path: the last step, where what is keyed by name becomes the lists that Prometheus reads.
function(mixin) (
  local config = mixin._config;
  local services = (import 'services.libsonnet')(mixin);

  local recordings(area) =
    local groups = if std.objectHasAll(mixin.prometheusRules, area) then mixin.prometheusRules[area] else {};
    [groups[name] { name: services.group(name) } for name in std.objectFields(groups)];

  local alerts(area) =
    local rules = if std.objectHasAll(mixin.prometheusAlerts, area) then services.rules(area) else [];
    // After the recordings of the area, which it reads.
    if std.length(rules) == 0 then [] else [{ name: services.group(area + '.alerts'), rules: rules }];

  local areas = services.areas(std.setUnion(std.objectFields(mixin.prometheusRules), std.objectFields(mixin.prometheusAlerts)));
  local dashboards = services.dashboards;

  { ['prometheus/rules/%s.yaml' % area]: { groups: recordings(area) + alerts(area) } for area in areas } +
  { ['dashboards/%s' % name]: dashboards[name] for name in std.objectFields(dashboards) } +
  // One Alertmanager is for all services, and for all mixins.
  (
    if config.service != '' || mixin.alertmanagerConfig == null then {}
    else
      { 'alertmanager/alertmanager.yml': mixin.alertmanagerConfig } +
      { ['alertmanager/%s' % name]: mixin.alertmanagerTemplates[name] for name in std.objectFields(mixin.alertmanagerTemplates) }
  )
)
