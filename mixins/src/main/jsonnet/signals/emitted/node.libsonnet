// Series as node_exporter exports them, for the tests of the alerts.
local series = import 'series.libsonnet';

{
  local machine(instance) = { instance: 'node-%d' % instance, job: 'node' },

  // Of each processor: how the time in each mode adds up.
  processors(modes, instance=1):: [
    series('node_cpu_seconds_total', machine(instance) { cpu: '%d' % cpu, mode: mode }, modes[cpu][mode])
    for cpu in std.range(0, std.length(modes) - 1)
    for mode in std.objectFields(modes[cpu])
  ],

  memory(available, total, instance=1):: [
    series('node_memory_MemAvailable_bytes', machine(instance), available),
    series('node_memory_MemTotal_bytes', machine(instance), total),
  ],

  // A file system: { avail_bytes, size_bytes, files, files_free, readonly }.
  disk(values, mountpoint='/', fstype='ext4', instance=1):: [
    series(
      'node_filesystem_' + value,
      machine(instance) { device: '/dev/sda1', fstype: fstype, mountpoint: mountpoint },
      values[value],
    )
    for value in std.objectFields(values)
  ],

  clock(values, instance=1):: [series('node_time_seconds', machine(instance), values)],
}
