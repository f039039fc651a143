// Series as services export them, for the tests of the alerts. Values are in promtool's notation.
{
  local series(metric, labels, values) = {
    series: '%s{%s}' % [metric, std.join(', ', ['%s="%s"' % [label, labels[label]] for label in std.objectFields(labels)])],
    values: values,
  },

  // An SLI of a job: how good and bad events add up.
  events(job, good, bad, slo='http', sli='availability', labels={})::
    local own = { instance: job + '-1', job: job, slo: slo, sli: sli } + labels;
    [
      series('slo_events_total', own { result: 'good' }, good),
      series('slo_events_total', own { result: 'bad' }, bad),
    ],

  objective(job, values, slo='orders', sli='availability', instance=1):: [
    series('slo_objective_ratio', { instance: '%s-%d' % [job, instance], job: job, slo: slo, sli: sli }, values),
  ],

  minBadEvents(job, values, slo='orders', sli='availability'):: [
    series('slo_min_bad_events', { instance: job + '-1', job: job, slo: slo, sli: sli }, values),
  ],

  // Requests of a route: how many are at most as slow as each boundary, in seconds, and how many in all.
  requests(job, boundaries, all, uri='/orders'):: [
    series('http_server_requests_seconds_bucket', { instance: job + '-1', job: job, uri: uri, le: le }, boundaries[le])
    for le in std.objectFields(boundaries)
  ] + [
    series('http_server_requests_seconds_bucket', { instance: job + '-1', job: job, uri: uri, le: '+Inf' }, all),
    series('http_server_requests_seconds_count', { instance: job + '-1', job: job, uri: uri }, all),
  ],

  business(job, event, success, failure):: [
    series('business_events_total', { instance: job + '-1', job: job, event: event, outcome: 'success' }, success),
    series('business_events_total', { instance: job + '-1', job: job, event: event, outcome: 'failure' }, failure),
  ],

  // A connection pool: { active, pending, max }.
  pool(job, values, instance=1):: [
    series('hikaricp_connections_' + state, { instance: '%s-%d' % [job, instance], job: job, pool: 'main' }, values[state])
    for state in std.objectFields(values)
  ],

  target(job, values, instance=1, tier='service'):: [
    series('up', { instance: '%s-%d' % [job, instance], job: job } + (if tier != '' then { tier: tier } else {}), values),
  ],
}
