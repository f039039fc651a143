// The machines.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local platform = (import '../lib/platform.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local node = mixin.signals.node,
  local disk = ['instance', 'device', 'mountpoint'],
  local dashboard = 'telltale-infrastructure',

  NodeCpuHigh: {
    local settings = config.alerts.nodeCpuHigh,
    local window = time.range(settings.window),

    severity: settings.severity,
    expr: '%s > %g' % [node.cpuBusy.expr(platform.view(window)), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'The processors of a machine are busy.',
    description: 'The processors of {{ $labels.instance }} were busy for {{ $value | humanizePercentage }} of the time over the last %s; the threshold is %s.' %
                 [window, text.percentage(settings.threshold)],
  },

  NodeMemoryHigh: {
    local settings = config.alerts.nodeMemoryHigh,

    severity: settings.severity,
    expr: '%s > %g' % [node.memoryUsed.expr(platform.view('')), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A machine runs out of memory.',
    description: '{{ $value | humanizePercentage }} of the memory of {{ $labels.instance }} has been in use for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.percentage(settings.threshold)],
  },

  NodeDiskAlmostFull: {
    local settings = config.alerts.nodeDiskAlmostFull,
    local view = platform.view('', disk),

    severity: settings.severity,
    expr: |||
      %s > %g
      and
      # A small share of a large disk is still plenty.
      %s < %g
    ||| % [node.diskUsed.expr(view), settings.threshold, node.diskAvailable.expr(view), settings.plenty],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A file system is almost full.',
    description: '{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} ({{ $labels.device }}) on {{ $labels.instance }} has been in use for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.percentage(settings.threshold)],
  },

  NodeDiskFillsUp: {
    local settings = config.alerts.nodeDiskFillsUp,
    local long = platform.view(time.range(settings.long), disk),
    local short = platform.view(time.range(settings.short), disk),
    local forecast = node.diskForecast(time.seconds(settings.horizon)),

    severity: settings.severity,
    // The value is what is left.
    expr: |||
      1 - %(used)s < 1 - %(minimum)g
      and
      %(long)s < 0
      and
      # A big file hours ago bends the long trend, but does not go on.
      %(short)s < 0
    ||| % {
      used: node.diskUsed.expr(long),
      minimum: settings.minUsed,
      long: forecast.expr(long),
      short: forecast.expr(short),
    },
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A file system fills up.',
    description: '{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} ({{ $labels.device }}) on {{ $labels.instance }} is left, and after the last %s nothing will be in %s.' %
                 [long.range, time.span(settings.horizon)],
  },

  NodeInodesLow: {
    local settings = config.alerts.nodeInodesLow,

    severity: settings.severity,
    expr: '%s > %g' % [node.inodesUsed.expr(platform.view('', disk)), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A file system runs out of inodes.',
    description: '{{ $value | humanizePercentage }} of the inodes of {{ $labels.mountpoint }} ({{ $labels.device }}) on {{ $labels.instance }} have been in use for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.percentage(settings.threshold)],
  },

  NodeDiskReadOnly: {
    local settings = config.alerts.nodeDiskReadOnly,
    local view = platform.view(time.range(settings.memory), disk),

    severity: settings.severity,
    expr: |||
      %s > 0
      and
      # What never could be written is so by design.
      %s == 0
    ||| % [node.diskReadOnly.expr(view), node.diskWasWritable.expr(view)],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'A file system became read-only.',
    description: '{{ $labels.mountpoint }} ({{ $labels.device }}) on {{ $labels.instance }} could be written within the last %s, and has been read-only for %s.' %
                 [view.range, time.span(settings['for'])],
  },

  NodeClockSkew: {
    local settings = config.alerts.nodeClockSkew,

    severity: settings.severity,
    expr: '%s > %g' % [node.clockSkew.expr(platform.view('')), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: dashboard,
    summary: 'The clock of a machine is wrong.',
    description: 'The clock of {{ $labels.instance }} has been {{ $value | humanizeDuration }} away from that of Prometheus for %s; the threshold is %s.' %
                 [time.span(settings['for']), text.latency(settings.threshold)],
  },
}
