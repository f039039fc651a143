// PromQL from metrics and views. A query is a function of a view; a view says what an alert or a panel looks at:
//   matchers  of the series a service exports
//   recorded  matchers of recorded series, which have no instance
//   by        labels to keep
//   range     the window of a rate
{
  local query = self,

  local braces(matchers) =
    local used = std.filter(function(matcher) matcher != '', matchers);
    if std.length(used) == 0 then '' else '{%s}' % std.join(',', used),

  local by(view) = if std.length(view.by) == 0 then '' else ' by (%s)' % std.join(', ', view.by),

  select(metric, matchers=[]):: function(view) metric + braces(matchers + view.matchers),
  recorded(record, matchers=[]):: function(view) record + braces(matchers + view.recorded),

  // Over counters.
  rate(metric, matchers=[]):: function(view)
    'sum%s (rate(%s[%s]))' % [by(view), query.select(metric, matchers)(view), view.range],
  increase(metric, matchers=[]):: function(view)
    'sum%s (increase(%s[%s]))' % [by(view), query.select(metric, matchers)(view), view.range],

  // Over gauges. The maximum unless said otherwise: an average hides the one instance that is ill.
  gauge(metric, matchers=[], aggregate='max', only=''):: function(view)
    '%s%s (%s%s)' % [aggregate, by(view), query.select(metric, matchers)(view), only],

  // Over what a query says of each series, before labels are dropped: the worst share is not the share of the worst.
  aggregate(aggregate, expr):: function(view) '%s%s (%s)' % [aggregate, by(view), expr(view)],

  // Over classic histograms, in seconds.
  quantile(q, metric, matchers=[]):: function(view)
    local buckets = query.rate(metric, matchers)(view { by: ['le'] + view.by });
    'histogram_quantile(%g, %s)' % [q, buckets],

  // No traffic is no evidence: the ratio has no value then.
  ratio(part, whole):: function(view) '%s / (%s > 0)' % [part(view), whole(view)],
}
