// A signal: name, unit (Grafana's), description, type, and its expression as a function of a view (lib/query.libsonnet).
// Panels and alerts are both made from signals, so that they cannot differ.
// A signal that not every system has names the feature it needs: `needs:: 'kafka'`.
local query = import 'query.libsonnet';

{
  local signal = self,

  new(name, unit, description, type, expr):: {
    name: name,
    unit: unit,
    description: description,
    type: type,
    expr:: expr,
  },

  // Shown as a rate; `increase` counts it over the range of a view.
  counter(name, unit, description, metric, matchers=[])::
    signal.new(name, unit, description, 'counter', query.rate(metric, matchers))
    { increase:: query.increase(metric, matchers) },

  // `average` is that of each series over the range of a view: what moves much from sample to sample.
  gauge(name, unit, description, metric, matchers=[], aggregate='max')::
    signal.new(name, unit, description, 'gauge', query.gauge(metric, matchers, aggregate))
    { average:: query.over('avg_over_time', metric, matchers, aggregate) },

  quantile(name, unit, description, q, metric, matchers=[])::
    signal.new(name, unit, description, 'quantile', query.quantile(q, metric, matchers)),

  // A share between 0 and 1 of two signals.
  ratio(name, description, part, whole)::
    signal.new(name, 'percentunit', description, 'ratio', query.ratio(part.expr, whole.expr)),

  // How full the fullest is of what has a size. Divided before labels are dropped: what is used by one instance is no share
  // of what another one has.
  fullness(name, description, used, size)::
    signal.new(
      name,
      'percentunit',
      description,
      'ratio',
      query.aggregate('max', query.ratio(query.select(used), query.select(size))),
    ),

  // The same at another time, such as '1w' ago.
  past(earlier, ago, text):: earlier {
    name: '%s, %s' % [earlier.name, text],
    expr(view):: earlier.expr(view { offset: ago }),
    needs:: 'history',
  },

  // How many series a signal has, such as the number of services; 0 for none.
  number(name, description, counted, labels)::
    signal.new(name, 'short', description, 'gauge', function(view) 'count(%s) or vector(0)' % counted.expr(view { by: labels })),

  // The buckets of a classic histogram, for a heatmap.
  histogram(name, unit, description, metric, matchers=[])::
    signal.new(name, unit, description, 'histogram', function(view) query.rate(metric, matchers)(view { by+: ['le'] })),

  // A series that a recording rule of ours writes.
  recorded(name, unit, description, record, matchers=[])::
    signal.new(name, unit, description, 'recorded', query.recorded(record, matchers)) { record:: record },
}
