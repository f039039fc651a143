// The process. Each instance is judged alone: an average hides the one that is ill.
local text = import '../lib/text.libsonnet';

function(mixin) {
  local config = mixin._config,
  local lib = (import '../lib/alert.libsonnet')(config),
  local time = (import '../lib/time.libsonnet')(config),
  local runtime = mixin.signals.runtime,
  local view = lib.view('', ['instance']),

  // A share that has been over its threshold for long enough.
  local over(signal, settings, labels=[]) = {
    severity: settings.severity,
    expr: '%s > %g' % [signal.expr(lib.view('', ['instance'] + labels)), settings.threshold],
    'for': time.patience(settings['for']),
  },
  local says(what, settings) = what + ': over the threshold of %s for %s.' %
                                      [text.percentage(settings.threshold), time.span(settings['for'])],

  WebThreadsSaturated: over(runtime.busyThreadsRatio, config.alerts.webThreadsSaturated, ['name']) {
    dashboard: 'telltale-jvm',
    summary: 'Nearly all web server threads are at work.',
    description: says(
      '{{ $value | humanizePercentage }} of the threads of {{ $labels.name }} of {{ $labels.job }} on {{ $labels.instance }} are at work',
      config.alerts.webThreadsSaturated,
    ),
  },

  FileDescriptorsLow: over(runtime.openFilesRatio, config.alerts.fileDescriptorsLow) {
    dashboard: 'telltale-jvm',
    summary: 'A process runs out of file descriptors.',
    description: says(
      '{{ $value | humanizePercentage }} of the file descriptors of {{ $labels.job }} on {{ $labels.instance }} are in use',
      config.alerts.fileDescriptorsLow,
    ),
  },

  ThreadsDeadlocked: {
    local settings = config.alerts.threadsDeadlocked,

    severity: settings.severity,
    expr: '%s > 0' % runtime.deadlockedThreads.expr(view),
    'for': time.patience(settings['for']),
    dashboard: 'telltale-jvm',
    summary: 'Threads of a service are deadlocked.',
    description: '{{ $value }} threads of {{ $labels.job }} on {{ $labels.instance }} have waited for each other for %s; only a restart ends that.' %
                 time.span(settings['for']),
  },

  HeapAlmostFull: over(runtime.heapAfterGc, config.alerts.heapAlmostFull) {
    dashboard: 'telltale-jvm',
    summary: 'The heap of a service is nearly full after a collection.',
    description: says(
      'The last collection left {{ $value | humanizePercentage }} of the heap of {{ $labels.job }} on {{ $labels.instance }} in use',
      config.alerts.heapAlmostFull,
    ),
  },

  GarbageCollectionOverhead: over(runtime.gcOverhead, config.alerts.garbageCollectionOverhead) {
    dashboard: 'telltale-jvm',
    summary: 'A service spends too much time in garbage collections.',
    description: says(
      'Collections stop {{ $labels.job }} on {{ $labels.instance }} for {{ $value | humanizePercentage }} of its time',
      config.alerts.garbageCollectionOverhead,
    ),
  },

  ProcessCpuHigh: {
    local settings = config.alerts.processCpuHigh,
    local window = time.range(settings.window),

    severity: settings.severity,
    // Averaged: a single sample below the threshold would begin the wait anew.
    expr: '%s > %g' % [runtime.processCpu.average(lib.view(window, ['instance'])), settings.threshold],
    'for': time.patience(settings['for']),
    dashboard: 'telltale-jvm',
    summary: 'A service uses nearly all of its processors.',
    description: says(
      '{{ $labels.job }} on {{ $labels.instance }} used {{ $value | humanizePercentage }} of its processors over the last %s' % window,
      settings,
    ),
  },
}
