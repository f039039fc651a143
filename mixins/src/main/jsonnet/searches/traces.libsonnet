// Questions to Tempo, in TraceQL. Spans carry the service's name as resource.service.name, and the tags of the
// observation they come from.
local search(name, unit, description, expr) = { name: name, unit: unit, description: description, expr: expr };

function(config) {
  local spans(conditions=[]) = '{ %s }' % std.join(' && ', ['resource.service.name =~ "$job"'] + conditions),
  local slow = config.alerts.highLatency.threshold,

  failed: search(
    'Failed requests',
    'short',
    'Traces with a failed span of the service, the newest first.',
    spans(['status = error']),
  ),
  slow: search(
    'Slow requests',
    'short',
    'Traces in which the service took longer to answer than a whole service may: %g s.' % slow,
    spans(['kind = server', 'duration > %gs' % slow]),
  ),
  ofRoute: search(
    'Traces of the route',
    'short',
    'Requests to the route that were sampled, the newest first.',
    spans(['kind = server', 'span.uri =~ "$uri"']),
  ),
  rate: search(
    'Spans',
    'cps',
    'Spans per second, by service: what traces cost. Lower the sampling probability of the first.',
    spans() + ' | rate() by (resource.service.name)',
  ),
  trace: search(
    'Trace',
    'short',
    'The request whose trace id stands in Trace, as Tempo keeps it.',
    '$trace',
  ),
}
