// What services set for themselves in `_config.services`, and what watches one service alone (`_config.service`).
function(mixin) (
  local config = mixin._config;

  // highErrorRate → HighErrorRate
  local nameOf(key) = std.asciiUpper(key[0]) + key[1:];
  local keyOf(name) = std.asciiLower(name[0]) + name[1:];

  // Alerts by name, over what services export. Whose threshold belongs to an objective is set there.
  local ofServices = std.foldl(
    function(sum, area) sum + { [name]: area for name in std.objectFields(mixin.prometheusAlerts[area]) },
    [area for area in std.objectFields(mixin.prometheusAlerts) if std.member(mixin.serviceAreas, area)],
    {},
  );
  local keys = [key for key in std.objectFields(config.alerts) if std.objectHas(ofServices, nameOf(key))];

  local checked(path, given, known) =
    local strangers = [key for key in std.objectFields(given) if !std.objectHas(known, key)];
    if !std.isObject(given) then error '_config.%s must be an object, not of type %s' % [path, std.type(given)]
    else if std.length(strangers) > 0 then
      error '_config.%s has no key "%s": it has %s' % [path, strangers[0], std.join(', ', std.objectFields(known))]
    else given;

  local checkedSettings(path, key, given) =
    local known = config.alerts[key];
    local wrong = [
      field
      for field in std.objectFields(checked(path, given, known))
      if std.type(given[field]) != std.type(known[field])
    ];
    if std.length(wrong) == 0 then given
    else error '_config.%s.%s must be of type %s, not %s' % [path, wrong[0], std.type(known[wrong[0]]), std.type(given[wrong[0]])];

  // A service's settings by key, null for an alert that it switches off.
  local settings(service) =
    local path = 'services.' + service;
    local given = checked(path, config.services[service], config.alerts);
    {
      [key]:
        if !std.member(keys, key) then
          error '_config.%s.%s cannot be set: %s does not look at what a service exports; choose from %s' % [
            path,
            key,
            nameOf(key),
            std.join(', ', keys),
          ]
        else if given[key] == null then null
        else checkedSettings('%s.%s' % [path, key], key, given[key])
      for key in std.objectFields(given)
    };

  local services = { [service]: settings(service) for service in std.objectFields(config.services) };
  // Forced, because nothing asks for the settings of an alert that does not exist.
  local isValid = std.foldl(
    function(valid, service) valid && std.type(std.toString(services[service])) == 'string',
    std.objectFields(services),
    true,
  );
  local settingServices(key) = [service for service in std.objectFields(services) if std.objectHas(services[service], key)];

  local quoted(service) = std.escapeStringJson(service);
  local matching(service) = ['job=%s' % quoted(service)];
  local within(scope, alerts={}) = mixin { _config+:: { scope:: scope, alerts+: alerts } };

  // The mixins that a rule of this name is rendered from: one for every service, without those that have settings of
  // their own, and one for each of these.
  local views(name) =
    local key = keyOf(name);
    local own = settingServices(key);
    assert isValid;
    if config.service != '' then
      if !std.member(own, config.service) then [mixin]
      else if services[config.service][key] == null then []
      else [within(matching(config.service), { [key]+: services[config.service][key] })]
    else if std.length(own) == 0 then [mixin]
    else
      [within(['job!=' + quoted(service) for service in own])] +
      [
        within(matching(service), { [key]+: services[service][key] }) { ownService:: service }
        for service in own
        if services[service][key] != null
      ];

  local rules(area, name) = std.flatMap(
    function(view) [
      // The job that its series have anyway, which tells the rules of one name apart.
      rule { [if std.objectHasAll(view, 'ownService') then 'labels']+: { job: view.ownService } }
      for rule in (import 'alert.libsonnet')(view._config).rules(
        { [name]: view.prometheusAlerts[area][name] },
        std.member(mixin.serviceAreas, area),
      )
    ],
    views(name),
  );

  // The dashboards of one service: those that show exactly one job.
  local jobVariable(variable) = variable.name == 'job' && !variable.includeAll;
  local isOfService(dashboard) = std.length(std.filter(jobVariable, dashboard.templating.list)) > 0;
  local uids = [
    mixin.grafanaDashboards[name].uid
    for name in std.objectFields(mixin.grafanaDashboards)
    if isOfService(mixin.grafanaDashboards[name])
  ];
  // Grafana takes 40 characters.
  local uidOf(uid) =
    local whole = '%s-%s' % [uid, config.service];
    if std.length(whole) <= 40 then whole else std.md5(whole);
  local relinked(text) = std.foldl(
    function(text, uid)
      if text == '/d/' + uid then '/d/' + uidOf(uid)
      else std.foldl(function(text, end) std.strReplace(text, '/d/%s%s' % [uid, end], '/d/%s%s' % [uidOf(uid), end]), ['?', '/', '"'], text),
    uids,
    text,
  );
  local deep(value) =
    if std.isString(value) then relinked(value)
    else if std.isArray(value) then std.map(deep, value)
    else if std.isObject(value) then std.mapWithKey(function(key, field) deep(field), value)
    else value;

  {
    // The rules of an area's alerts, by the alerts' names.
    rules(area):: std.flatMap(
      function(name) if config.service == '' then rules(area, name) else deep(rules(area, name)),
      std.objectFields(mixin.prometheusAlerts[area]),
    ),

    areas(areas):: if config.service == '' then areas else [area for area in areas if std.member(mixin.serviceAreas, area)],

    group(name):: if config.service == '' then 'telltale.' + name else 'telltale.%s.%s' % [config.service, name],

    // What a dashboard's uid becomes.
    uid(uid):: if config.service != '' && std.member(uids, uid) then uidOf(uid) else uid,

    dashboards:: if config.service == '' then mixin.grafanaDashboards else {
      [name]: deep(mixin.grafanaDashboards[name]) {
        uid: uidOf(super.uid),
        title: '%s of %s' % [super.title, config.service],
        templating+: {
          list: [
            if jobVariable(variable) then {
              type: 'constant',
              name: 'job',
              label: variable.label,
              query: config.service,
              current: { text: config.service, value: config.service },
              hide: 2,
            } else variable
            for variable in super.list
          ],
        },
      }
      for name in std.objectFields(mixin.grafanaDashboards)
      if isOfService(mixin.grafanaDashboards[name])
    },
  }
)
