// The machines, as node_exporter 1.5 and newer export them.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local disks = [
    'fstype!~"%s"' % config.platform.ignoredFilesystems,
    'mountpoint!~"%s"' % config.platform.ignoredMountpoints,
  ],
  local devices = ['device!~"%s"' % config.platform.ignoredDevices],

  local used(name, description, free, all, matchers=[]) = signal.new(
    name,
    'percentunit',
    description,
    'ratio',
    query.aggregate('max', function(view)
      '1 - %s / (%s > 0)' % [query.select(free, matchers)(view), query.select(all, matchers)(view)]),
  ),

  // Processor.
  cpuBusy: signal.new(
    'CPU',
    'percentunit',
    'The share of time the processors of a machine were busy. Waiting for a disk is not being busy.',
    'ratio',
    query.aggregate('max', function(view)
      local idle = query.select('node_cpu_seconds_total', ['mode=~"idle|iowait"'])(view);
      '1 - sum without (mode) (avg without (cpu) (rate(%s[%s])))' % [idle, view.range]),
  ),
  cpuTime: signal.counter(
    'Processors',
    'short',
    'How many processors were in a mode: keep the label mode.',
    'node_cpu_seconds_total',
  ),
  load: signal.gauge('Load', 'short', 'Processes that run or wait to run, over the last minute.', 'node_load1'),
  cpuPressure: signal.counter(
    'CPU pressure',
    'percentunit',
    'The share of time in which some process waited for a processor.',
    'node_pressure_cpu_waiting_seconds_total',
  ),
  ioPressure: signal.counter(
    'I/O pressure',
    'percentunit',
    'The share of time in which some process waited for a disk.',
    'node_pressure_io_waiting_seconds_total',
  ),

  // Memory.
  memoryUsed: used(
    'Memory',
    'The share of memory that programs cannot have. Caches count as free: the kernel gives them back.',
    'node_memory_MemAvailable_bytes',
    'node_memory_MemTotal_bytes',
  ),
  memoryAvailable: signal.gauge(
    'Memory available',
    'bytes',
    'Memory that programs can still have.',
    'node_memory_MemAvailable_bytes',
    aggregate='min',
  ),
  memoryTotal: signal.gauge('Memory, all', 'bytes', 'Memory there is.', 'node_memory_MemTotal_bytes'),
  swapUsed: used(
    'Swap',
    'The share of swap in use. Machines without swap have none.',
    'node_memory_SwapFree_bytes',
    'node_memory_SwapTotal_bytes',
  ),
  memoryPressure: signal.counter(
    'Memory pressure',
    'percentunit',
    'The share of time in which some process waited for memory.',
    'node_pressure_memory_waiting_seconds_total',
  ),
  oomKills: signal.counter(
    'Processes killed for memory',
    'cps',
    'Processes per second that the kernel killed because memory ran out.',
    'node_vmstat_oom_kill',
  ),

  // File systems: device and mountpoint tell them apart.
  diskUsed: used(
    'Disk',
    'The share of a file system that is not available.',
    'node_filesystem_avail_bytes',
    'node_filesystem_size_bytes',
    disks,
  ),
  diskAvailable: signal.gauge(
    'Disk available',
    'bytes',
    'Space that is available to programs.',
    'node_filesystem_avail_bytes',
    disks,
    aggregate='min',
  ),
  diskSize: signal.gauge('Disk, all', 'bytes', 'The size of a file system.', 'node_filesystem_size_bytes', disks),
  // A straight line through the range. Its seconds are a factor, so that a demo can shorten them too.
  diskForecast(seconds):: signal.new(
    'Disk available, forecast',
    'bytes',
    'Space that will be available if it goes on like this.',
    'gauge',
    query.aggregate('min', function(view)
      local available = query.select('node_filesystem_avail_bytes', disks)(view);
      '%s + deriv(%s[%s]) * %d' % [available, available, view.range, seconds]),
  ),
  // File systems that make inodes as they need them report none.
  inodesUsed: used(
    'Inodes',
    'The share of the inodes of a file system in use: without one no file can be made, however much space is left.',
    'node_filesystem_files_free',
    'node_filesystem_files',
    disks,
  ),
  diskReadOnly: signal.gauge(
    'Read-only',
    'short',
    '1 while a file system can only be read.',
    'node_filesystem_readonly',
    disks,
  ),
  // A file system that is read-only by design always was.
  diskWasWritable: signal.new(
    'Was writable',
    'short',
    '0 if a file system could be written at some time in the range.',
    'gauge',
    query.aggregate('min', function(view)
      'min_over_time(%s[%s])' % [query.select('node_filesystem_readonly', disks)(view), view.range]),
  ),
  diskBusy: signal.counter(
    'Disk busy',
    'percentunit',
    'The share of time a disk had something to do.',
    'node_disk_io_time_seconds_total',
  ),
  diskRead: signal.counter('Read', 'Bps', 'Bytes read per second.', 'node_disk_read_bytes_total'),
  diskWritten: signal.counter('Written', 'Bps', 'Bytes written per second.', 'node_disk_written_bytes_total'),

  // Network.
  networkReceived: signal.counter('Received', 'Bps', 'Bytes received per second.', 'node_network_receive_bytes_total', devices),
  networkSent: signal.counter('Sent', 'Bps', 'Bytes sent per second.', 'node_network_transmit_bytes_total', devices),
  networkReceiveErrors: signal.counter(
    'Receive errors',
    'cps',
    'Packets per second that arrived broken.',
    'node_network_receive_errs_total',
    devices,
  ),
  networkSendErrors: signal.counter(
    'Send errors',
    'cps',
    'Packets per second that could not be sent.',
    'node_network_transmit_errs_total',
    devices,
  ),
  networkReceiveDrops: signal.counter(
    'Receive drops',
    'cps',
    'Packets per second that arrived and were dropped.',
    'node_network_receive_drop_total',
    devices,
  ),
  networkSendDrops: signal.counter(
    'Send drops',
    'cps',
    'Packets per second that were dropped before they were sent.',
    'node_network_transmit_drop_total',
    devices,
  ),

  // Clock and life.
  clockSkew: signal.new(
    'Clock skew',
    's',
    'How far the clock of a machine is from that of Prometheus. The time a scrape takes is part of it.',
    'gauge',
    query.aggregate('max', function(view)
      local clock = query.select('node_time_seconds')(view);
      'abs(%s - timestamp(%s))' % [clock, clock]),
  ),
  uptime: signal.new(
    'Uptime',
    's',
    'Time since a machine started.',
    'gauge',
    query.aggregate('min', function(view)
      '%s - %s' % [query.select('node_time_seconds')(view), query.select('node_boot_time_seconds')(view)]),
  ),

  // Every machine has it: dashboards find machines by it.
  presence:: 'node_boot_time_seconds',
}
