// Error budgets. The rules are the same for every service and every objective: research in Google's SRE workbook,
// chapter 5, "Multiwindow, multi-burn-rate alerts".
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local slo = mixin.signals.slo,
  local labels = ['slo', 'sli'],

  SloErrorBudgetBurn: {
    local alert = self,
    local view = lib.view(time.range(alert.burn.long), labels),
    // What was recorded, times the seconds between two recordings: right also with less history than the window.
    local recorded(matchers) = 'sum_over_time(%s[%s]) * %d' % [
      slo.baseBadEvents.expr(view { recorded+: matchers }),
      view.range,
      time.intervalSeconds(config.slo.baseInterval),
    ],
    local badEvents =
      if time.seconds(alert.burn.long) > time.seconds(config.slo.longestRawWindow) then recorded([])
      // Probes have no counters.
      else if config.slo.probe.objective > 0 then '(%s or %s)' % [slo.badEvents.increase(view), recorded(['sli="probe"'])]
      else slo.badEvents.increase(view),

    burn:: error 'a variant must provide burn',
    role:: error 'a variant must provide role',

    severity: alert.burn.severity,
    dashboard: 'telltale-slo',
    // `unless short <= factor`, not `and short > factor`: only good traffic ends the alert, silence does not.
    expr: |||
      (
        %(long)s > %(factor)g
        unless
        # Only good traffic ends a burn: without traffic there is no short rate, and the alert stays.
        %(short)s <= %(factor)g
      )
      and
      # Few failures mean nothing. Half an event less, because increases are extrapolated.
      %(bad)s > %(minimum)s - 0.5
    ||| % {
      long: slo.burnRate(alert.role + '_long').expr(view),
      short: slo.burnRate(alert.role + '_short').expr(view),
      factor: alert.burn.factor,
      bad: badEvents,
      minimum: slo.minBadEvents.expr(view),
    },
    'for': time.patience(alert.burn['for']),
    keepFiringFor: time.span(alert.burn.keepFiringFor),
    labels: { burn: alert.role },
    settings:: 'slo.burns',
    summary: 'A service spends its error budget too fast.',
    description: 'SLO {{ $labels.slo }} ({{ $labels.sli }}) of {{ $labels.job }} spent its error budget {{ $value | printf "%%.1f" }} times faster than allowed over the last %s; the threshold is %g.' %
                 [time.span(alert.burn.long), alert.burn.factor],
    variants: {
      [role]: { role:: role, burn:: config.slo.burns[role] }
      for role in std.objectFields(config.slo.burns)
    },
  },

  SloErrorBudgetSpent: {
    local settings = config.alerts.sloErrorBudgetSpent,
    local view = lib.view('', labels),

    severity: settings.severity,
    expr: |||
      %(remaining)s <= %(threshold)s
      and
      # Few failures mean nothing, above all to a young service. Half an event less, because rates are extrapolated.
      %(bad)s > %(minimum)s - 0.5
    ||| % {
      remaining: slo.budgetRemaining.expr(view),
      threshold: settings.threshold,
      bad: slo.periodBadEvents.expr(view),
      minimum: slo.minBadEvents.expr(view),
    },
    'for': time.patience(settings['for']),
    dashboard: 'telltale-slo',
    summary: 'A service has spent its error budget.',
    description: 'SLO {{ $labels.slo }} ({{ $labels.sli }}) of {{ $labels.job }} has {{ $value | humanizePercentage }} of its error budget of %s left; the threshold is %s.' %
                 [time.span(config.slo.period), text.percentage(settings.threshold)],
  },

  SloObjectiveMissing: {
    local settings = config.alerts.sloObjectiveMissing,
    local view = lib.view('', labels),

    severity: settings.severity,
    expr: |||
      # The built-in SLO is counted everywhere and has an objective where somebody set one.
      %s
      unless
      %s
    ||| % [
      slo.baseEvents.expr(view { recorded: ['slo!="%s"' % config.slo.builtIn] + super.recorded }),
      slo.objective.expr(view),
    ],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-slo',
    summary: 'An SLO has events but no valid objective.',
    description: 'SLO {{ $labels.slo }} ({{ $labels.sli }}) of {{ $labels.job }} has had no objective between 0 and 1 for %s, so nothing watches its error budget.' %
                 time.span(settings['for']),
  },
}
