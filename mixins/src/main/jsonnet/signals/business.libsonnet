// What the service does for its owners: events, amounts of money, and gauges of its own.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local business = self,

  events: signal.counter(
    'Business events',
    'cps',
    'Business events per second by event and outcome.',
    'business_events_total',
  ),
  successes: signal.counter(
    'Successful business events',
    'cps',
    'Business events per second that succeeded.',
    'business_events_total',
    ['outcome="success"'],
  ),
  successRatio: signal.ratio(
    'Success ratio',
    'The share of business events that succeeded. Without events there is none.',
    business.successes,
    business.events,
  ),
  // Money is never summed over currencies: keep the label.
  amount: signal.counter(
    'Amount',
    'short',
    'Money per second by event and currency.',
    'business_amount_total',
  ),
  // Any gauge a service names business_<name>; what it is called shows in the legend.
  gauges: signal.new(
    'Business gauges',
    'short',
    'The gauges of the business, whatever their names. Each shows the highest value of the instances.',
    'gauge',
    query.gauge('', ['__name__=~"business_.+"', '__name__!~"business_.+_total"']),
  ),

  // One kind of event alone.
  of(event):: {
    local only = ['event="%s"' % event],
    events: signal.counter('Events', 'cps', 'Events per second of one kind.', 'business_events_total', only),
    successes: signal.counter(
      'Successes',
      'cps',
      'Successful events per second of one kind.',
      'business_events_total',
      only + ['outcome="success"'],
    ),
    failures: signal.counter(
      'Failures',
      'cps',
      'Events per second of one kind that did not succeed.',
      'business_events_total',
      only + ['outcome!="success"'],
    ),
    successRatio: signal.ratio('Success ratio', 'The share of events of one kind that succeeded.', self.successes, self.events),
  },
}
