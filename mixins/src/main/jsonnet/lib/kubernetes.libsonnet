// A mixin as objects of Kubernetes, by path: PrometheusRule, AlertmanagerConfig, and ConfigMaps of dashboards and
// templates. The same documents as on disk, in other clothes.
function(mixin) (
  local config = mixin._config;
  local settings = config.kubernetes;
  local files = (import 'render.libsonnet')(mixin);

  local object(version, kind, name, labels) = {
    apiVersion: version,
    kind: kind,
    metadata: {
      name: std.join('-', ['telltale'] + (if config.service == '' then [] else [config.service]) + [name]),
      namespace: settings.namespace,
      labels: { 'app.kubernetes.io/part-of': 'telltale' } + labels,
    },
  };
  local configMap(name, key, text, labels={}) = object('v1', 'ConfigMap', name, labels) { data: { [key]: text } };

  // prometheus/rules/http.yaml → http
  local stem(path) = std.split(std.split(path, '/')[std.length(std.split(path, '/')) - 1], '.')[0];
  local below(folder) = [path for path in std.objectFields(files) if std.startsWith(path, folder)];

  local rules(path) = object('monitoring.coreos.com/v1', 'PrometheusRule', stem(path), settings.labels) { spec: files[path] };

  // What the operator's object names otherwise than the Alertmanager's own configuration.
  local secret(file) =
    local parts = std.split(file, '/');
    { name: settings.secret, key: parts[std.length(parts) - 1] };

  // severity=~"critical|warning"
  local matcher(text) =
    local operators = [operator for operator in ['=~', '!~', '!=', '='] if std.length(std.findSubstr(operator + '"', text)) > 0];
    local parts = std.splitLimit(text, operators[0] + '"', 1);
    { name: parts[0], matchType: operators[0], value: std.substr(parts[1], 0, std.length(parts[1]) - 1) };
  local matchers(texts) = std.map(matcher, texts);

  local get(object, field, target, change=function(value) value) =
    if std.objectHas(object, field) then { [target]: change(object[field]) } else {};

  local route(own) =
    { receiver: own.receiver } +
    get(own, 'matchers', 'matchers', matchers) +
    get(own, 'group_by', 'groupBy') +
    get(own, 'group_wait', 'groupWait') +
    get(own, 'group_interval', 'groupInterval') +
    get(own, 'repeat_interval', 'repeatInterval') +
    get(own, 'active_time_intervals', 'activeTimeIntervals') +
    get(own, 'routes', 'routes', function(routes) std.map(route, routes));

  local keyValues(object) = [{ key: key, value: object[key] } for key in std.objectFields(object)];

  local webhook(own) =
    { sendResolved: own.send_resolved, url: own.url } +
    get(own, 'http_config', 'httpConfig', function(http) {
      authorization: { credentials: secret(http.authorization.credentials_file) },
    });
  local slack(own) =
    { sendResolved: own.send_resolved, apiURL: secret(own.api_url_file), titleLink: own.title_link, mrkdwnIn: own.mrkdwn_in } +
    { [field]: own[field] for field in std.objectFields(own) if std.member(['channel', 'color', 'title', 'text', 'fallback'], field) };
  local pagerduty(own) =
    {
      sendResolved: own.send_resolved,
      routingKey: secret(own.routing_key_file),
      clientURL: own.client_url,
      details: keyValues(own.details),
      pagerDutyLinkConfigs: [{ href: link.href, alt: link.text } for link in own.links],
    } +
    {
      [field]: own[field]
      for field in std.objectFields(own)
      if std.member(['url', 'description', 'severity', 'client', 'component', 'group', 'class'], field)
    };
  local email(own) =
    local global = mixin.alertmanagerConfig.global;
    { sendResolved: own.send_resolved, to: own.to, html: own.html, text: own.text, headers: keyValues(own.headers) } +
    get(global, 'smtp_smarthost', 'smarthost') +
    get(global, 'smtp_from', 'from') +
    get(global, 'smtp_auth_username', 'authUsername') +
    get(global, 'smtp_auth_password_file', 'authPassword', secret) +
    get(global, 'smtp_require_tls', 'requireTLS');
  local receiver(own) =
    { name: own.name } +
    get(own, 'webhook_configs', 'webhookConfigs', function(list) std.map(webhook, list)) +
    get(own, 'slack_configs', 'slackConfigs', function(list) std.map(slack, list)) +
    get(own, 'pagerduty_configs', 'pagerdutyConfigs', function(list) std.map(pagerduty, list)) +
    get(own, 'email_configs', 'emailConfigs', function(list) std.map(email, list));

  local interval(own) =
    assert !std.objectHas(own, 'location') || own.location == 'UTC' :
           "_config.alertmanager.officeHours.location must be UTC in Kubernetes, not %s: the operator's object has no time zones" % own.location;
    { weekdays: own.weekdays, times: [{ startTime: time.start_time, endTime: time.end_time } for time in own.times] };

  local alertmanager = object('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'alertmanager', settings.labels) {
    local own = mixin.alertmanagerConfig,
    spec:
      {
        route: route(own.route),
        receivers: std.map(receiver, own.receivers),
        inhibitRules: [
          { sourceMatch: matchers(rule.source_matchers), targetMatch: matchers(rule.target_matchers), equal: rule.equal }
          for rule in own.inhibit_rules
        ],
      } +
      get(own, 'time_intervals', 'muteTimeIntervals', function(intervals) [
        { name: named.name, timeIntervals: std.map(interval, named.time_intervals) }
        for named in intervals
      ]),
  };

  { ['kubernetes/rules-%s.yaml' % stem(path)]: rules(path) for path in below('prometheus/rules/') } +
  {
    ['kubernetes/dashboard-%s.yaml' % stem(path)]:
      configMap('dashboard-' + stem(path), stem(path) + '.json', std.toString(files[path]), { [settings.dashboardLabel]: '1' })
    for path in below('dashboards/')
  } +
  (
    if config.service != '' || mixin.alertmanagerConfig == null then {}
    else { 'kubernetes/alertmanager.yaml': alertmanager } + {
      ['kubernetes/templates-%s.yaml' % stem(name)]: configMap('templates-' + stem(name), name, mixin.alertmanagerTemplates[name])
      for name in std.objectFields(mixin.alertmanagerTemplates)
    }
  )
)
