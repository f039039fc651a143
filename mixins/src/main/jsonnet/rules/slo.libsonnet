// Burn rates and error budgets of every objective of every service, whatever their number.
local query = import '../lib/query.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local slo = mixin.signals.slo,

  local view(window) = lib.view(window, ['slo', 'sli']),
  local by = std.join(', ', view('').by),
  // What other rules recorded. With the view's matchers, so that rules for one service read only its own.
  local read(signal) = signal.expr(view('')),
  local latest(metric) =
    'max by (%s) (last_over_time(%s[%s]))' % [
      by,
      query.select(metric)(view('')),
      time.range(config.slo.objectiveMemory),
    ],

  // The burn windows by role, such as fast_long.
  local windows = [
    { role: role + '_' + length, text: config.slo.burns[role][length], seconds: time.seconds(self.text) }
    for role in std.objectFields(config.slo.burns)
    for length in ['long', 'short']
  ],
  // The first role with the same window, whose record need only be copied.
  local twin(window) = std.filter(function(other) other.seconds == window.seconds, windows)[0],
  local isRaw(window) = window.seconds <= time.seconds(config.slo.longestRawWindow),

  // No value without traffic: 0/0 is neither good nor bad. The objective is joined here and nowhere else, so that
  // alerts and panels have no join.
  local burnRate(bad, all) = '%s / (%s > 0) / (1 - %s)' % [bad, all, read(slo.objective)],

  local average(signal, window) = 'avg_over_time(%s[%s])' % [read(signal), time.range(window)],

  local record(window) = {
    record: slo.burnRate(window.role).record,
    expr:
      if twin(window).role != window.role then read(slo.burnRate(twin(window).role))
      else if isRaw(window) then
        local raw = view(time.range(window.text));
        burnRate(slo.badEvents.expr(raw), slo.events.expr(raw))
      else burnRate(average(slo.baseBadEvents, window.text), average(slo.baseEvents, window.text)),
  },

  // Probes: success is a gauge, so that each second of each address counts as an event. Their objective stands in
  // `_config`, and the labels that services give their SLIs are given here.
  local probe = mixin.signals.probe,
  local probed(range) = lib.view(range),
  local ofProbes(rules) =
    if config.slo.probe.objective == 0 then []
    else [rule { labels: { slo: config.slo.builtIn, sli: 'probe' } } for rule in rules],
  local always(number) =
    '%s * 0 + %g' % [probe.known.expr(probed(time.range(config.slo.objectiveMemory))), number],
  local recordOfProbes(window) = {
    local raw = probed(time.range(window.text)),
    record: slo.burnRate(window.role).record,
    // Every address weighs the same.
    expr: '(1 - %s) / (1 - %g)' % [probe.successRatio.expr(raw), config.slo.probe.objective],
  },

  // Groups by name. Their rules are lists: a rule reads what stands before it.
  'slo.objectives': {
    rules: [
      {
        record: slo.objective.record,
        // max: while a deployment changes an objective the strictest counts. An objective of 1 has no budget to divide by.
        expr: latest(slo.exported.objective) + ' > 0 < 1',
      },
      {
        record: slo.minBadEvents.record,
        expr: '%s or %s * 0 + %d' % [
          latest(slo.exported.minBadEvents),
          slo.objective.expr(view('') { recorded+: if config.slo.probe.objective == 0 then [] else ['sli!="probe"'] }),
          config.slo.minBadEvents,
        ],
      },
    ] + ofProbes(
      [
        { record: slo.objective.record, expr: always(config.slo.probe.objective) },
        { record: slo.minBadEvents.record, expr: always(config.slo.probe.minBadSeconds) },
      ]
      // First, for twins copy them too.
      + [recordOfProbes(window) for window in windows if isRaw(window) && twin(window).role == window.role]
    ) + [record(window) for window in windows if isRaw(window)],
  },
  'slo.base': {
    interval: time.interval(config.slo.baseInterval),
    local base = view(time.range(config.slo.baseWindow)),
    rules: [
      { record: slo.baseEvents.record, expr: slo.events.expr(base) },
      { record: slo.baseBadEvents.record, expr: slo.badEvents.expr(base) },
    ] + ofProbes([
      { record: slo.baseEvents.record, expr: probe.events.expr(probed(base.range)) },
      { record: slo.baseBadEvents.record, expr: probe.badEvents.expr(probed(base.range)) },
    ]),
  },
  'slo.long': {
    interval: time.interval(config.slo.longInterval),
    rules: [record(window) for window in windows if !isRaw(window)] + [
      {
        record: slo.budgetRemaining.record,
        expr: '1 - ' + burnRate(average(slo.baseBadEvents, config.slo.period), average(slo.baseEvents, config.slo.period)),
      },
      {
        record: slo.budgetHistory.record,
        // The hours that have events. Looked at hourly: counting every recording costs as much as averaging them.
        expr: 'count_over_time(%s[%s:%s]) * %d and %s' % [
          read(slo.baseEvents),
          time.range(config.slo.period),
          time.range('1h'),
          time.seconds('1h'),
          read(slo.objective),
        ],
      },
      {
        record: slo.budgetExhaustion.record,
        // What is left, at the last known pace; at none it lasts for ever.
        expr: '(%s > 0) / last_over_time(%s[%s]) * %d < +Inf' % [
          read(slo.budgetRemaining),
          read(slo.burnRate('slow_long')),
          time.range('1h'),
          time.seconds(config.slo.period),
        ],
      },
      {
        record: slo.periodBadEvents.record,
        expr: 'sum_over_time(%s[%s]) * %d' % [
          read(slo.baseBadEvents),
          time.range(config.slo.period),
          time.intervalSeconds(config.slo.baseInterval),
        ],
      },
    ],
  },
}
