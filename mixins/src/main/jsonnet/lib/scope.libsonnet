// What a dashboard looks at: the labels its variables choose by, and where their values come from.
//   labels     of its variables, each narrowed by those before it
//   variables  as Grafana reads them
//   view       what its panels pass to signals; `recorded` is for series that have lost instance and route
// A variable is named after its label, except where two dashboards mean different things by one label.
local datasource = { type: 'prometheus', uid: '${datasource}' };

function(mixin) {
  local config = mixin._config,
  local presence = mixin.signals.presence,

  local capitalized(name) = std.asciiUpper(name[0]) + name[1:],

  local matcher(choice) = '%s=~"$%s"' % [choice.label, choice.name],

  // Offers what the choices before it leave.
  local variable(choice, before) = {
    local matchers = [matcher(other) for other in before],
    local query = 'label_values(%s%s, %s)' % [
      choice.presence,
      if std.length(matchers) == 0 then '' else '{%s}' % std.join(',', matchers),
      choice.label,
    ],
    type: 'query',
    name: choice.name,
    label: capitalized(choice.name),
    datasource: datasource,
    query: { query: query, refId: 'variable-' + choice.name },
    definition: query,
    // When the time range changes: services come and go.
    refresh: 2,
    sort: 1,
    hide: 0,
    includeAll: choice.all,
    multi: choice.multi,
    // Matches series without the label too.
    [if choice.all then 'allValue']: '.*',
  },

  local choices(presence, labels) = [
    { label: label, name: label, presence: presence, all: true, multi: true }
    for label in labels
  ],

  local scope(choices, lost=[]) = {
    labels: [choice.label for choice in choices],
    names: [choice.name for choice in choices],
    variables: [variable(choices[index], choices[:index]) for index in std.range(0, std.length(choices) - 1)],
    view: {
      matchers: [matcher(choice) for choice in choices],
      recorded: [matcher(choice) for choice in choices if !std.member(lost, choice.label)],
      range: '$__rate_interval',
    },
  },

  // Of a service's own metrics.
  local service(choices, lost=[]) =
    scope(choices, lost) + { view+: { matchers: [config.selector] + super.matchers } },

  local identity = choices(presence.service, config.identityLabels),
  local known(labels) = std.filter(function(label) std.member(config.identityLabels, label), labels),

  // Many services at once.
  fleet: service(identity),

  local oneJob = [
    if choice.label == 'job' then choice { all: false, multi: false } else choice
    for choice in identity
  ],
  // One service, as far as its instances.
  service: service(oneJob + choices(presence.service, ['instance']), lost=['instance']),
  // One route of a service. One at a time, but matched as one of many, so that Grafana escapes its braces.
  route: service(
    oneJob + [choice { multi: false } for choice in choices(presence.route, ['method', 'uri'])],
    lost=['method', 'uri'],
  ),

  // Machines. Their instances are not those of services: the variable has a name of its own.
  machines: scope(choices(presence.machine, known(['cluster'])) + [
    { label: 'instance', name: 'machine', presence: presence.machine, all: true, multi: true },
  ]),
  containers: scope(choices(presence.container, known(['cluster', 'namespace']))),

  // What is probed from outside.
  probes: scope(choices(presence.probe, known(['cluster', 'environment'])) + [
    { label: 'instance', name: 'target', presence: presence.probe, all: true, multi: true },
  ]),

  // The stack itself: each of its parts shows all of its instances.
  stack: scope(choices(presence.target, known(['cluster']))),
}
