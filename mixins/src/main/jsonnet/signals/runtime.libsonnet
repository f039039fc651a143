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
  // What stays after a collection is what the service needs; what lies there between two is not.
  heapAfterGc: signal.gauge(
    'Heap after collection',
    'percentunit',
    'The share of the long-lived heap in use after the last collection.',
    'jvm_memory_usage_after_gc',
    heap,
  ),
  gcOverhead: signal.gauge(
    'Collection overhead',
    'percentunit',
    'The share of time that collections stopped the process, over the five minutes before.',
    'jvm_gc_overhead',
  ),
  gcPause: signal.counter(
    'Time in collections',
    'percentunit',
    'The share of time the process stood still for garbage collection.',
    'jvm_gc_pause_seconds_sum',
  ),
  threads: signal.gauge('Live threads', 'short', 'Threads that live.', 'jvm_threads_live_threads'),
  threadStates: signal.gauge('Threads by state', 'short', 'Threads in each state. Many that are blocked wait for a lock.', 'jvm_threads_states_threads'),
  deadlockedThreads: signal.gauge(
    'Deadlocked threads',
    'short',
    'Threads that wait for each other for ever. There where JvmThreadDeadlockMetrics is bound.',
    'jvm_threads_deadlocked_threads',
  ),
  openFiles: signal.gauge('Open files', 'short', 'File descriptors in use, sockets included.', 'process_files_open_files'),
  maxFiles: signal.gauge('Maximum', 'short', 'File descriptors the process may use.', 'process_files_max_files'),
  openFilesRatio: signal.fullness(
    'File descriptors used',
    'The share of the file descriptors in use.',
    'process_files_open_files',
    'process_files_max_files',
  ),
  processCpu: signal.gauge('Process', 'percentunit', 'The share of the processors this process used.', 'process_cpu_usage'),
  systemCpu: signal.gauge('System', 'percentunit', 'The share of the processors everything on the machine used.', 'system_cpu_usage'),
  busyThreads: signal.gauge('Busy', 'short', 'Web server threads at work.', 'tomcat_threads_busy_threads'),
  maxThreads: signal.gauge('Maximum', 'short', 'Web server threads there may be.', 'tomcat_threads_config_max_threads'),
  // With virtual threads Tomcat has no pool and says -1 for both: the ratio has no value then.
  busyThreadsRatio: signal.fullness(
    'Web server threads busy',
    'The share of the web server threads at work. None with virtual threads, which have no limit.',
    'tomcat_threads_busy_threads',
    'tomcat_threads_config_max_threads',
  ),
  connections: signal.gauge('Connections', 'short', 'Connections that the web server holds open.', 'tomcat_connections_current_connections'),
  maxConnections: signal.gauge('Maximum', 'short', 'Connections that the web server accepts at once.', 'tomcat_connections_config_max_connections'),
  executorQueue: signal.gauge('Queued tasks', 'short', 'Tasks that wait in an executor of the service.', 'executor_queued_tasks'),
  executorActive: signal.gauge('Active tasks', 'short', 'Threads of an executor at work.', 'executor_active_threads'),
  // A process that is replaced in place keeps its instance and changes its start time.
  restarts: signal.new(
    'Restarts',
    'short',
    'How often the process of an instance was started anew within the window. A container that never answered a scrape does not count.',
    'gauge',
    query.over('changes', 'process_start_time_seconds'),
  ),
  startTime: signal.gauge('Started', 'dateTimeAsIso', 'When the youngest instance started.', 'process_start_time_seconds'),
  uptime: signal.gauge('Uptime', 's', 'Time since the youngest instance started.', 'process_uptime_seconds', aggregate='min'),

  // Every Micrometer service has it: dashboards find services by it.
  presence:: 'process_uptime_seconds',
}
