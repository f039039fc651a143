// Containers and workloads. Their job is that of the exporter; namespace, pod and container say whose they are.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local platform = (import '../lib/platform.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local kubernetes = mixin.signals.kubernetes,
  local namespace = if std.member(config.identityLabels, 'namespace') then [] else ['namespace'],
  local container = namespace + ['pod', 'container'],
  local dashboard = 'telltale-infrastructure',

  ContainerRestarting: {
    local settings = config.alerts.containerRestarting,
    local view = platform.view(time.range(settings.window), container),

    severity: settings.severity,
    expr: |||
      # Half a restart less, because increases are extrapolated.
      %s > %d - 0.5
    ||| % [kubernetes.restarts.increase(view), settings.minRestarts],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A container restarts again and again.',
    description: '{{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} restarted {{ $value | printf "%%.0f" }} times over the last %s; the threshold is %d.' %
                 [view.range, settings.minRestarts],
  },

  ContainerCrashLoop: {
    local settings = config.alerts.containerCrashLoop,
    local view = platform.view(time.range(settings.window), container),

    severity: settings.severity,
    expr: '%s > 0' % kubernetes.crashLooping.expr(view),
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A container crashes whenever it is started.',
    description: 'Kubernetes has held back the next start of {{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} (CrashLoopBackOff) for %s.' %
                 time.span(settings['for']),
  },

  ContainerOomKilled: {
    local settings = config.alerts.containerOomKilled,
    local view = platform.view(time.range(settings.window), container),

    severity: settings.severity,
    expr: |||
      %s > 0
      and
      # Why it ended the last time, until it ends again: news only with a restart.
      %s > 0
    ||| % [kubernetes.restarts.increase(view), kubernetes.lastOomKilled.expr(view)],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A container was killed because it needed more memory than it may have.',
    description: '{{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} restarted {{ $value | printf "%%.0f" }} times over the last %s, the last time killed at its memory limit.' %
                 view.range,
  },

  ContainerMemoryNearLimit: {
    local settings = config.alerts.containerMemoryNearLimit,

    severity: settings.severity,
    expr: '%s > %g' % [kubernetes.memoryOfLimit.expr(platform.view('', container)), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A container comes close to its memory limit.',
    description: '{{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} has used {{ $value | humanizePercentage }} of its memory limit for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.percentage(settings.threshold)],
  },

  ContainerCpuThrottled: {
    local settings = config.alerts.containerCpuThrottled,
    local view = platform.view(time.range(settings.window), container),

    severity: settings.severity,
    expr: '%s > %g' % [kubernetes.throttledRatio.expr(view), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A container often waits for its processor limit.',
    description: '{{ $labels.container }} of {{ $labels.pod }} in {{ $labels.namespace }} was held back in {{ $value | humanizePercentage }} of its periods over the last %s; the threshold is %s.' %
                 [view.range, text.percentage(settings.threshold)],
  },

  RolloutStuck: {
    local settings = config.alerts.rolloutStuck,
    local view = platform.view('', namespace + ['deployment']),

    severity: settings.severity,
    // The value is the number of new replicas.
    expr: |||
      %s
      and
      %s > 0
    ||| % [kubernetes.replicasUpdated.expr(view), kubernetes.rolloutStuck.expr(view)],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A rollout makes no progress.',
    description: 'The rollout of {{ $labels.deployment }} in {{ $labels.namespace }} missed its deadline %s ago; {{ $value }} replicas are of the new version.' %
                 time.span(settings['for']),
  },

  HpaAtMaximum: {
    local settings = config.alerts.hpaAtMaximum,
    local view = platform.view('', namespace + ['horizontalpodautoscaler']),

    severity: settings.severity,
    expr: |||
      %(desired)s >= %(maximum)s
      and
      # One that may not scale is always there.
      %(maximum)s > %(minimum)s
    ||| % {
      desired: kubernetes.hpaDesired.expr(view),
      maximum: kubernetes.hpaMaximum.expr(view),
      minimum: kubernetes.hpaMinimum.expr(view),
    },
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'An autoscaler cannot add replicas.',
    description: 'The autoscaler {{ $labels.horizontalpodautoscaler }} in {{ $labels.namespace }} has wanted {{ $value }} replicas, the most it may have, for %s.' %
                 time.span(settings['for']),
  },
}
