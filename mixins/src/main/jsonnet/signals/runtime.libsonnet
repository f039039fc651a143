// The process: JVM, processor, web server threads.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local heap = ['area="heap"'],

  heapUsed: signal.gauge('Heap used', 'bytes', 'Heap in use.', 'jvm_memory_used_bytes', heap, aggregate='sum'),
  heapMax: signal.new(
    'Heap maximum',
    'bytes',
    'The heap the process may use.',
    'gauge',
    // Memory pools without a limit of their own say -1.
    query.gauge('jvm_memory_max_bytes', heap, aggregate='sum', only=' > 0'),
  ),
  gcPause: signal.counter(
    'Time in collections',
    'percentunit',
    'The share of time the process stood still for garbage collection.',
    'jvm_gc_pause_seconds_sum',
  ),
  threads: signal.gauge('Live threads', 'short', 'Threads that live.', 'jvm_threads_live_threads'),
  processCpu: signal.gauge('Process', 'percentunit', 'The share of the processors this process used.', 'process_cpu_usage'),
  systemCpu: signal.gauge('System', 'percentunit', 'The share of the processors everything on the machine used.', 'system_cpu_usage'),
  busyThreads: signal.gauge('Busy', 'short', 'Web server threads at work.', 'tomcat_threads_busy_threads'),
  maxThreads: signal.gauge('Maximum', 'short', 'Web server threads there may be.', 'tomcat_threads_config_max_threads'),
  uptime: signal.gauge('Uptime', 's', 'Time since the youngest instance started.', 'process_uptime_seconds', aggregate='min'),
}
