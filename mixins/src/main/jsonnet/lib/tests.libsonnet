// The cases beside the alerts as documents for `promtool test rules`. A case has
//   series    what services export (signals/emitted.libsonnet)
//   interval  between their samples; the rules are evaluated as often
//   firing    by time: the labels of each firing alert of this name, none if it is silent then
//   says      the description of the one alert that fires (optional)
//   values    by time: expressions and their sums, rounded to 0.001 (optional)
function(mixin) (
  local matchers(labels) =
    std.join(', ', ['%s="%s"' % [label, labels[label]] for label in std.objectFields(labels)]);

  local firing(name, time, alerts) = {
    expr: 'ALERTS{alertname="%s", alertstate="firing"}' % name,
    eval_time: time,
    exp_samples: [
      { labels: 'ALERTS{%s}' % matchers({ alertname: name, alertstate: 'firing' } + labels), value: 1 }
      for labels in alerts
    ],
  };

  local value(time, expression, number) = {
    expr: 'round(sum(%s), 0.001)' % expression,
    eval_time: time,
    exp_samples: [{ labels: '{}', value: number }],
  };

  local text(name, time, labels, description, summary) = {
    alertname: name,
    eval_time: time,
    exp_alerts: [{ exp_labels: labels, exp_annotations: { summary: summary, description: description } }],
  };

  local groups = (import 'groups.libsonnet')(mixin);

  local checked(name, description, case) =
    local missing = [field for field in ['series', 'interval', 'firing'] if !std.objectHasAll(case, field)];
    local alone = [time for time in std.objectFields(case.firing) if std.length(case.firing[time]) == 1];
    if std.length(missing) > 0 then
      error 'the case "%s" of %s must provide %s' % [description, name, std.join(', ', missing)]
    else if std.length(std.objectFields(case.firing)) == 0 then
      error 'the case "%s" of %s looks at no time: write one into firing' % [description, name]
    else if std.objectHas(case, 'says') && std.length(alone) == 0 then
      error 'the case "%s" of %s has a text, but at no time one alert that says it' % [description, name]
    else case;

  local document(area, name, case) = {
    evaluation_interval: case.interval,
    group_eval_order: groups,
    tests: [{
      interval: case.interval,
      input_series: case.series,
      promql_expr_test:
        [firing(name, time, case.firing[time]) for time in std.objectFields(case.firing)]
        + (if std.objectHas(case, 'values') then [
             value(time, expression, case.values[time][expression])
             for time in std.objectFields(case.values)
             for expression in std.objectFields(case.values[time])
           ] else []),
      [if std.objectHas(case, 'says') then 'alert_rule_test']: [
        text(name, time, case.firing[time][0], case.says, mixin.prometheusAlerts[area][name].summary)
        for time in std.objectFields(case.firing)
        if std.length(case.firing[time]) == 1
      ],
    }],
  };

  [
    {
      alert: name,
      name: description,
      fires: std.length([time for time in std.objectFields(case.firing) if std.length(case.firing[time]) > 0]) > 0,
      document: document(area, name, case),
    }
    for area in std.objectFields(mixin.alertTests)
    for name in std.objectFields(mixin.alertTests[area])
    for description in std.objectFields(mixin.alertTests[area][name])
    for case in [checked(name, description, mixin.alertTests[area][name][description])]
  ]
)
