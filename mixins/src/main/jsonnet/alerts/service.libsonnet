// The service as a whole.
function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local target = mixin.signals.target,

  ServiceDown: {
    local settings = config.alerts.serviceDown,
    local view = lib.view(''),

    severity: settings.severity,
    // The value is the number of instances. One that answers is enough: part of a service is another matter.
    expr: |||
      %s
      unless
      %s > 0
    ||| % [target.targets.expr(view), target.anyUp.expr(view)],
    'for': time.patience(settings['for']),
    summary: 'No instance of a service answers.',
    description: 'None of the {{ $value }} known instances of {{ $labels.job }} has answered its scrapes for %s.' %
                 time.span(settings['for']),
  },
}
