// Burn rates and error budgets of every objective of every service, whatever their number.
local query = import '../lib/query.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local slo = mixin.signals.slo,

  local view(window) = lib.view(window, ['slo', 'sli']),
  local by = std.join(', ', view('').by),
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
  local isRaw(window) = window.seconds <= time.seconds(config.slo.longestRawWindow),

  // No value without traffic: 0/0 is neither good nor bad. The objective is joined here and nowhere else, so that
  // alerts and panels have no join.
  local burnRate(bad, all) = '%s / (%s > 0) / (1 - %s)' % [bad, all, slo.objective.record],

  local average(signal, window) = 'avg_over_time(%s[%s])' % [signal.record, time.range(window)],

  local record(window) = {
    record: slo.burnRate(window.role).record,
    // The first role with the same window, whose record need only be copied.
    local twin = std.filter(function(other) other.seconds == window.seconds, windows)[0],
    expr:
      if twin.role != window.role then slo.burnRate(twin.role).record
      else if isRaw(window) then
        local raw = view(time.range(window.text));
        burnRate(slo.badEvents.expr(raw), slo.events.expr(raw))
      else burnRate(average(slo.baseBadEvents, window.text), average(slo.baseEvents, window.text)),
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
        expr: '%s or %s * 0 + %d' % [latest(slo.exported.minBadEvents), slo.objective.record, config.slo.minBadEvents],
      },
    ] + [record(window) for window in windows if isRaw(window)],
  },
  'slo.base': {
    interval: time.interval(config.slo.baseInterval),
    local base = view(time.range(config.slo.baseWindow)),
    rules: [
      { record: slo.baseEvents.record, expr: slo.events.expr(base) },
      { record: slo.baseBadEvents.record, expr: slo.badEvents.expr(base) },
    ],
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
        // The time that has events. Looked at now and then: counting every recording costs as much as averaging them.
        expr: 'count_over_time(%s[%s:%s]) * %d and %s' % [
          slo.baseEvents.record,
          time.range(config.slo.period),
          time.range('10m'),
          time.seconds('10m'),
          slo.objective.record,
        ],
      },
      {
        record: slo.budgetExhaustion.record,
        // What is left, at the last known pace; at none it lasts for ever.
        expr: '(%s > 0) / last_over_time(%s[%s]) * %d < +Inf' % [
          slo.budgetRemaining.record,
          slo.burnRate('slow_long').record,
          time.range('1h'),
          time.seconds(config.slo.period),
        ],
      },
    ],
  },
}
