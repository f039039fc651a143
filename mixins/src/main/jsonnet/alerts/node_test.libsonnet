local emitted = import '../signals/emitted/node.libsonnet';

local case = { interval: '15s' };
local coarse = { interval: '5m' };
local warning = { instance: 'node-1', job: 'node', severity: 'warning' };
local disk = warning { device: '/dev/sda1', mountpoint: '/' };

// In 15 seconds, so many of which the processor is idle.
local idle(seconds) = { idle: '0+%gx400' % seconds, user: '0+%gx400' % (15 - seconds) };
local repeat(values, times) = std.join(' ', std.repeat([values], times));

{
  NodeCpuHigh: {
    'the processors are busy nine tenths of the time': case {
      series: emitted.processors([idle(1.5), idle(1.5)]),
      firing: { '15m': [], '15m30s': [warning], '30m': [warning] },
      says: 'The processors of node-1 were busy for 90% of the time over the last 5m; the threshold is 85%.',
    },
    'one of two machines is busy': case {
      series: emitted.processors([idle(0)]) + emitted.processors([idle(14)], instance=2),
      firing: { '30m': [warning] },
    },
    'the processors are busy eight tenths of the time': case {
      series: emitted.processors([idle(3), idle(3)]),
      firing: { '30m': [] },
    },
    'one of two processors is busy': case {
      series: emitted.processors([idle(0), idle(15)]),
      firing: { '30m': [] },
    },
    'the processors wait for a disk': case {
      series: emitted.processors([{ idle: '0+0.5x200', iowait: '0+14x200', user: '0+0.5x200' }]),
      firing: { '30m': [] },
    },
    'the work ended six minutes ago': case {
      series: emitted.processors([{ idle: '0x240 0+15x40' }]),
      firing: { '1h': [warning], '1h6m': [] },
    },
    'a job takes ten minutes': case {
      series: emitted.processors([{ idle: '0+15x40 600x40 600+15x100' }]),
      firing: { '15m': [], '20m': [], '25m': [], '35m': [] },
    },
  },

  NodeMemoryHigh: {
    'a twentieth of the memory is left': case {
      series: emitted.memory('400x4 50x100', '1000x200'),
      firing: { '10m': [], '11m30s': [warning], '20m': [warning] },
      says: '95% of the memory of node-1 has been in use for 10m; the threshold is 90%.',
    },
    'one of two machines runs out of it': case {
      series: emitted.memory('50x100', '1000x100') + emitted.memory('900x100', '1000x100', instance=2),
      firing: { '20m': [warning] },
    },
    'an eighth of the memory is left': case {
      series: emitted.memory('125x100', '1000x100'),
      firing: { '20m': [] },
    },
    'it runs out for five minutes': case {
      series: emitted.memory('400x4 50x20 400x100', '1000x200'),
      firing: { '5m': [], '11m30s': [], '20m': [] },
    },
  },

  NodeDiskAlmostFull: {
    local full(available, size) = emitted.disk({ avail_bytes: available + 'x200', size_bytes: size + 'x200' }),

    'a tenth of the space is left': case {
      series: full('70000000000', '700000000000'),
      firing: { '14m45s': [], '15m30s': [disk], '30m': [disk] },
      says: '90% of / (/dev/sda1) on node-1 has been in use for 15m; the threshold is 85%.',
    },
    'a fifth of the space is left': case {
      series: full('20000000000', '100000000000'),
      firing: { '30m': [] },
    },
    'a tenth of a large disk is left': case {
      series: full('150000000000', '1500000000000'),
      firing: { '30m': [] },
    },
    'a dump is written and removed': case {
      series: emitted.disk({ avail_bytes: '50x20 1x40 50x100', size_bytes: '100x200' }),
      firing: { '14m': [], '20m30s': [], '30m': [] },
    },
    'a file system in memory is full': case {
      series: emitted.disk({ avail_bytes: '0x200', size_bytes: '100x200' }, mountpoint='/tmp', fstype='tmpfs'),
      firing: { '30m': [] },
    },
  },

  NodeDiskFillsUp: {
    local filling(available) = emitted.disk({ avail_bytes: available, size_bytes: '1000x800' }),

    // Full in four hours from the fourth one on.
    'a thousandth a minute, half is used': case {
      interval: '1m',
      series: filling('480-1x400'),
      firing: { '4h50m': [], '5h3m': [disk], '6h': [disk] },
    },
    // Half is used after 134 minutes; it would be full in four hours since the first.
    'three thousandths a minute, little is used': case {
      interval: '1m',
      series: filling('900-3x290'),
      firing: { '2h10m': [], '3h12m': [], '3h16m': [disk] },
      says: '31.2% of / (/dev/sda1) on node-1 is left, and after the last 6h nothing will be in 4h.',
    },
    'a quiet day, then ten thousandths in five minutes': coarse {
      series: filling('900x240 900-10x90'),
      firing: { '23h': [], '26h15m': [disk] },
    },
    // The short trend ends in four hours, the long one in seven.
    'it begins to hurry': coarse {
      series: filling('900-3.5x140 410-11x30'),
      firing: { '13h25m': [], '14h15m': [disk] },
    },
    // The long trend ends in four hours, the short one in five.
    'it begins to slow down': coarse {
      series: filling('900-10x60 300-4x30'),
      firing: { '4h45m': [disk], '6h': [], '6h20m': [] },
    },
    'one big file': coarse {
      series: filling('900x84 900-100x6 300x80'),
      firing: { '7h30m': [], '8h10m': [], '8h40m': [], '10h': [], '12h': [] },
    },
    'it fills up and is cleaned every hour': coarse {
      series: filling(repeat('400-9x11', 10)),
      firing: { '3h50m': [], '5h45m': [], '8h': [] },
    },
    'it stays as it is': coarse {
      series: filling('100x200'),
      firing: { '10h': [] },
    },
  },

  NodeInodesLow: {
    local inodes(free) = emitted.disk({ files_free: free, files: '1000x200' }),

    'a twentieth of the inodes is left': case {
      series: inodes('50x200'),
      firing: { '14m45s': [], '15m30s': [disk], '30m': [disk] },
      says: '95% of the inodes of / (/dev/sda1) on node-1 have been in use for 15m; the threshold is 90%.',
    },
    'an eighth of the inodes is left': case {
      series: inodes('125x200'),
      firing: { '30m': [] },
    },
    'a burst of small files': case {
      series: inodes('500x8 10x40 500x100'),
      firing: { '12m': [], '17m': [], '30m': [] },
    },
    'a file system that counts none': case {
      series: emitted.disk({ files_free: '0x200', files: '0x200' }),
      firing: { '30m': [] },
    },
  },

  NodeDiskReadOnly: {
    'the kernel mounts it again, read-only': coarse {
      series: emitted.disk({ readonly: '0x12 1x1000' }),
      firing: { '1h5m': [], '1h15m': [disk], '24h': [disk], '74h': [] },
      says: '/ (/dev/sda1) on node-1 could be written within the last 3d, and has been read-only for 5m.',
    },
    'it can be written': coarse {
      series: emitted.disk({ readonly: '0x30' }),
      firing: { '2h': [] },
    },
    'it is read-only by design': coarse {
      series: emitted.disk({ readonly: '1x30' }),
      firing: { '5m': [], '2h': [] },
    },
  },

  NodeClockSkew: {
    'the clock is three seconds fast': case {
      series: emitted.clock('3+15x200'),
      firing: { '9m45s': [], '10m30s': [warning], '30m': [warning] },
      says: 'The clock of node-1 has been 3s away from that of Prometheus for 10m; the threshold is 2 s.',
    },
    'the clock is three seconds slow': case {
      series: emitted.clock('-3+15x200'),
      firing: { '10m30s': [warning] },
    },
    'a scrape takes a second and a half': case {
      series: emitted.clock('1.5+15x200'),
      firing: { '30m': [] },
    },
    'a virtual machine is moved': case {
      series: emitted.clock('0+15x20 325+15x10 480+15x100'),
      firing: { '6m': [], '15m30s': [], '30m': [] },
    },
  },
}
