// What a dashboard looks at: the labels its variables choose by, and where their values come from.
//   names      of its variables
//   variables  as Grafana reads them, each narrowed by those before it
//   view       what its panels pass to signals; `recorded` is for series that have lost instance and route
// A variable is named after its label, except where two dashboards mean different things by one label.
local datasource = { type: 'prometheus', uid: '${datasource}' };

function(mixin) {
  local config = mixin._config,
  local signals = mixin.signals,

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

  // `lost` are labels that recorded series and alerts do not have.
  local scope(choices, lost=[]) = {
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
    scope(choices, lost) { view+: { matchers: [config.selector] + super.matchers } },

  local identity = choices(signals.runtime.presence, config.identityLabels),
  local oneJob = [
    if choice.label == 'job' then choice { all: false, multi: false } else choice
    for choice in identity
  ],
  local cluster(presence) =
    choices(presence, std.filter(function(label) label == 'cluster', config.identityLabels)),
  // Instances of something else than services have a name of their own: a link must not carry one for the other.
  local instances(name, presence) = [choice { name: name } for choice in choices(presence, ['instance'])],

  // Many services at once.
  fleet: service(identity),
  // One service, as far as its instances.
  service: service(oneJob + choices(signals.runtime.presence, ['instance']), lost=['instance']),
  // One route of a service. One at a time, but matched as one of many, so that Grafana escapes its braces.
  route: service(
    oneJob + [choice { multi: false } for choice in choices(signals.http.presence, ['method', 'uri'])],
    lost=['method', 'uri'],
  ),
  objectives: service(identity + choices(signals.slo.presence, ['slo', 'sli'])),
  // What is probed from outside, and for which service.
  probes: scope(choices(signals.probe.presence, config.identityLabels) + instances('target', signals.probe.presence)),
  machines: scope(cluster(signals.node.presence) + instances('machine', signals.node.presence)),
  containers: scope(cluster(signals.kubernetes.presence) + choices(signals.kubernetes.presence, ['namespace'])),
  // The stack itself: each of its parts shows all of its instances.
  stack: scope(cluster(signals.target.presence)),

  // What both look at, for a dashboard with panels of both; the panels come from either.
  both(one, other):: {
    names: one.names + [name for name in other.names if !std.member(one.names, name)],
    variables: one.variables + [variable for variable in other.variables if !std.member(one.names, variable.name)],
  },
}
