// Service level objectives as metrics: events, objectives, and what the rules record from them.
// Recordings are named by role, not by window: dashboards and alerts read the same names at every time scale.
local signal = import '../lib/signal.libsonnet';

function(config) {
  events: signal.counter(
    'Events',
    'cps',
    'Good and bad events per second of each objective.',
    'slo_events_total',
  ),
  badEvents: signal.counter(
    'Bad events',
    'cps',
    'Bad events per second of each objective.',
    'slo_events_total',
    ['result="bad"'],
  ),
  goodEvents: signal.counter(
    'Good events',
    'cps',
    'Good events per second of each objective.',
    'slo_events_total',
    ['result="good"'],
  ),
  ignoredEvents: signal.counter(
    'Ignored events',
    'cps',
    'Events per second that count neither as good nor as bad, by reason.',
    'slo_ignored_events_total',
  ),
  latencyThreshold: signal.gauge(
    'Threshold',
    's',
    'The latency from which on a request is bad, as the service declares it.',
    'slo_latency_threshold_seconds',
    // The strictest counts while a deployment changes it.
    aggregate='min',
  ),

  // Every objective has it, that of probes too, and what could become one.
  presence:: 'slo:events:rate_base',

  // The names a service exports that only the recording rules read.
  exported:: {
    objective: 'slo_objective_ratio',
    minBadEvents: 'slo_min_bad_events',
  },

  objective: signal.recorded(
    'Objective',
    'percentunit',
    'The share of events that must be good.',
    'slo:objective:ratio',
  ),
  minBadEvents: signal.recorded(
    'Minimum of bad events',
    'short',
    'Bad events below which nothing burns.',
    'slo:min_bad_events:count',
  ),
  baseEvents: signal.recorded(
    'Events, recorded',
    'cps',
    'Events per second that the long windows are averaged from.',
    'slo:events:rate_base',
  ),
  baseBadEvents: signal.recorded(
    'Bad events, recorded',
    'cps',
    'Bad events per second that the long windows are averaged from.',
    'slo:bad_events:rate_base',
  ),
  periodBadEvents: signal.recorded(
    'Bad events of the period',
    'short',
    'Bad events that the error budget has paid for; seconds out of reach where the SLI is probe.',
    'slo:bad_events:period',
  ),
  burnRate(role):: signal.recorded(
    'Burn rate, %s' % std.strReplace(role, '_', ' '),
    'short',
    'How many times faster than allowed the error budget is spent. At 1 it lasts exactly its period.',
    'slo:burn_rate:%s' % role,
  ),
  burnRates: { [role]: $.burnRate(role + '_long') for role in std.objectFields(config.slo.burns) },
  budgetRemaining: signal.recorded(
    'Error budget left',
    'percentunit',
    'The share of the error budget that is left, weighted by traffic. It rests on the history there is: a young service has seen less than the whole period.',
    'slo:error_budget_remaining:period',
  ),
  budgetHistory: signal.recorded(
    'History',
    's',
    'The time the error budget is judged by: as long as its period once there is that much history. It is counted in hours: none in the first.',
    'slo:error_budget_history_seconds:period',
  ),
  budgetExhaustion: signal.recorded(
    'Budget lasts',
    's',
    'When the error budget runs out at the pace of the last day. No value while nothing is bad, or nothing is left.',
    'slo:error_budget_exhaustion_seconds:period',
  ),
  // The objective that is worst off stands for its service.
  worstBudget: signal.new('Budget left', 'percentunit', 'The share of the error budget that is left, of the objective with the least.', 'gauge', function(view)
    'min by (%s) (%s)' % [std.join(', ', view.by), $.budgetRemaining.expr(view)]),
  worstBurn: signal.new('Burn rate', 'short', 'How many times faster than allowed the error budget is spent, of the objective that burns fastest.', 'gauge', function(view)
    'max by (%s) (%s)' % [std.join(', ', view.by), $.burnRate('fast_long').expr(view)]),
}
