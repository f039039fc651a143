// Error budgets. The rules are the same for every service and every objective: research in Google's SRE workbook,
// chapter 5, "Multiwindow, multi-burn-rate alerts".
function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local slo = mixin.signals.slo,
  local labels = ['slo', 'sli'],

  SloErrorBudgetBurn: {
    local alert = self,
    local view = lib.view(time.range(alert.burn.long), labels),
    local badEvents =
      if time.seconds(alert.burn.long) <= time.seconds(config.slo.longestRawWindow)
      then slo.badEvents.increase(view)
      // What was recorded, times the seconds between two recordings: right also with less history than the window.
      else 'sum_over_time(%s[%s]) * %d' % [slo.baseBadEvents.expr(view), view.range, time.intervalSeconds(config.slo.baseInterval)],

    burn:: error 'a variant must provide burn',
    role:: error 'a variant must provide role',

    severity: alert.burn.severity,
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
    summary: 'An SLO has events but no valid objective.',
    description: 'SLO {{ $labels.slo }} ({{ $labels.sli }}) of {{ $labels.job }} has had no objective between 0 and 1 for %s, so nothing watches its error budget.' %
                 time.span(settings['for']),
  },
}
