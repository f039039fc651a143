// The days of `quietTests` as documents for `promtool test rules`.
function(mixin) (
  local groups = (import 'groups.libsonnet')(mixin);

  [
    {
      local quiet = mixin.quietTests[day],
      alert: 'none',
      name: day,
      fires: false,
      document: {
        evaluation_interval: quiet.interval,
        group_eval_order: groups,
        tests: [{
          interval: quiet.interval,
          input_series: quiet.series,
          promql_expr_test: [{
            // Names what fired, and for how many samples.
            expr: 'sum by (alertname, severity, job) (count_over_time(ALERTS{alertstate="firing", severity=~"critical|warning"}[%s]))' % quiet.until,
            eval_time: quiet.until,
            exp_samples: [],
          }],
        }],
      },
    }
    for day in std.objectFields(mixin.quietTests)
  ]
)
