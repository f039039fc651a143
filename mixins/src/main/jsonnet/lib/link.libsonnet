// Where a click on a series or on a row leads: { dashboard, title, labels }. Time, data source and variables travel
// along; `labels` are variables over there, and the labels of the series that give their values.
local carried(config, scope, by, from) = [
  if std.member(by, label) then from(label)
  else '${%s:queryparam}' % label
  for label in config.identityLabels
  if std.member(by, label) || std.member(scope.names, label)
];

local url(config, scope, by, to, value) =
  // A label that the series lacks gives an empty value, which matches its absence.
  local from(label) = 'var-%s=%s' % [label, value(label)];
  '/d/%s?%s' % [
    to.dashboard,
    std.join('&', ['${__url_time_range}', '${datasource:queryparam}'] + carried(config, scope, by, from) + [
      'var-%s=%s' % [name, value(to.labels[name])]
      for name in if std.objectHas(to, 'labels') then std.objectFields(to.labels) else []
    ]),
  ];

{
  ofSeries(config, scope, by, to):: {
    title: to.title,
    url: url(config, scope, by, to, function(label) '${__field.labels.%s:percentencode}' % label),
  },
  ofRow(config, scope, by, to):: {
    title: to.title,
    url: url(config, scope, by, to, function(label) '${__data.fields.%s:percentencode}' % label),
  },
}
