local emitted = import '../signals/emitted/kubernetes.libsonnet';

local case = { interval: '15s' };
local warning = { job: 'kube-state-metrics', namespace: 'shops', severity: 'warning' };
local container = warning { container: 'shop', pod: 'shop-1' };
local kubelet = container { job: 'kubelet' };

{
  ContainerRestarting: {
    'three restarts within an hour': case {
      interval: '1m',
      series: emitted.restarts('0x10 1x10 2x10 3x60'),
      firing: { '33m': [], '35m': [container], '1h': [container] },
      says: 'shop of shop-1 in shops restarted 3 times over the last 1h; the threshold is 3.',
    },
    'two exporters count the same restarts': case {
      interval: '1m',
      series: emitted.restarts('0x10 1x10 2x60') + emitted.restarts('0x10 1x10 2x60', instance=2),
      firing: { '35m': [], '1h': [] },
    },
    'two restarts within an hour': case {
      interval: '1m',
      series: emitted.restarts('0x10 1x10 2x60'),
      firing: { '25m': [], '1h': [] },
    },
    'a restart every forty minutes': case {
      interval: '5m',
      series: emitted.restarts('0x8 1x7 2x7 3x7 4x7 5x7 6x7 7x7'),
      firing: { '3h': [], '4h': [], '5h': [] },
    },
  },

  ContainerCrashLoop: {
    local waits(times) = std.join(' ', std.repeat(['1x3 _x12'], times)),

    'it waits a minute and runs three, again and again': case {
      series: emitted.waiting('CrashLoopBackOff', '_x8 ' + waits(10) + ' _x100'),
      firing: { '11m45s': [], '12m30s': [container], '40m': [container], '50m': [] },
      says: 'Kubernetes has held back the next start of shop of shop-1 in shops (CrashLoopBackOff) for 10m.',
    },
    'it crashes once': case {
      series: emitted.waiting('CrashLoopBackOff', '_x8 1x8 _x100'),
      firing: { '5m': [], '10m': [], '15m': [] },
    },
    'it waits for its image': case {
      series: emitted.waiting('ImagePullBackOff', '1x200'),
      firing: { '20m': [], '40m': [] },
    },
    'it does not wait': case {
      series: emitted.waiting('CrashLoopBackOff', '0x200'),
      firing: { '20m': [], '40m': [] },
    },
  },

  ContainerOomKilled: {
    'it is killed once': case {
      series: emitted.restarts('0x8 1x200') + emitted.lastTerminated('OOMKilled', '_x9 1x200'),
      firing: { '4m': [], '4m45s': [container], '15m': [container], '18m': [] },
      says: 'shop of shop-1 in shops restarted 1 times over the last 15m, the last time killed at its memory limit.',
    },
    'it ends by an error': case {
      series: emitted.restarts('0x8 1x200') + emitted.lastTerminated('Error', '_x9 1x200'),
      firing: { '4m45s': [], '15m': [] },
    },
    'it was killed last week': case {
      series: emitted.restarts('1x200') + emitted.lastTerminated('OOMKilled', '1x200'),
      firing: { '5m': [], '15m': [] },
    },
    'it ends by an error after it was killed': case {
      series: emitted.restarts('1x8 2x200') + emitted.lastTerminated('OOMKilled', '1x8 0x200'),
      firing: { '4m45s': [], '15m': [] },
    },
  },

  ContainerMemoryNearLimit: {
    'it uses 95 % of its limit': case {
      series: emitted.memory('950x200') + emitted.limit('memory', '1000x200') + emitted.limit('cpu', '0.5x200'),
      firing: { '14m45s': [], '15m30s': [kubelet], '30m': [kubelet] },
      says: 'shop of shop-1 in shops has used 95% of its memory limit for 15m; the threshold is 90%.',
    },
    // Two exporters of limits, and a kubelet that tells of the container before its last restart too.
    'everything is told twice': case {
      series: emitted.memory('950x200') + emitted.memory('100x200', { id: '/kubepods/old' }) +
              emitted.limit('memory', '1000x200') + emitted.limit('memory', '1000x200', instance=2),
      firing: { '30m': [kubelet] },
    },
    'it uses 80 % of its limit': case {
      series: emitted.memory('800x200') + emitted.limit('memory', '1000x200'),
      firing: { '30m': [] },
    },
    'its pod uses more than one container may': case {
      series: emitted.memory('950x200', { container: '' }) + emitted.memory('500x200') + emitted.limit('memory', '1000x200'),
      firing: { '30m': [] },
    },
    'it has no limit': case {
      series: emitted.memory('950x200'),
      firing: { '30m': [] },
    },
    'it needs more for ten minutes': case {
      series: emitted.memory('500x8 950x40 500x100') + emitted.limit('memory', '1000x200'),
      firing: { '12m': [], '17m30s': [], '30m': [] },
    },
  },

  ContainerCpuThrottled: {
    local info = kubelet { severity: 'info' },

    'it is held back in three periods of ten': case {
      series: emitted.periods('0+30x200', '0+100x200'),
      firing: { '15m': [], '15m45s': [info], '30m': [info] },
      says: 'shop of shop-1 in shops was held back in 30% of its periods over the last 5m; the threshold is 25%.',
    },
    'it is held back in two periods of ten': case {
      series: emitted.periods('0+20x200', '0+100x200'),
      firing: { '30m': [] },
    },
    'it was held back six minutes ago': case {
      series: emitted.periods('0+100x240 24000x40', '0+100x280'),
      firing: { '1h': [info], '1h6m': [] },
    },
    'it is held back while it starts': case {
      series: emitted.periods('0+100x20 2000x100', '0+100x200'),
      firing: { '6m': [], '15m45s': [], '30m': [] },
    },
  },

  RolloutStuck: {
    local stuck = warning { deployment: 'shop' },

    'the deadline passed': case {
      series: emitted.rollout('1x200', '0x8 1x100'),
      firing: { '6m45s': [], '7m30s': [stuck], '20m': [stuck] },
      says: 'The rollout of shop in shops missed its deadline 5m ago; 1 replicas are of the new version.',
    },
    'it makes progress': case {
      series: emitted.rollout('1x200', '0x100'),
      firing: { '20m': [] },
    },
    'another condition is false': case {
      series: emitted.rollout('1x200', '1x100', condition='Available'),
      firing: { '20m': [] },
    },
    'it is rolled back within three minutes': case {
      series: emitted.rollout('1x200', '0x8 1x12 0x100'),
      firing: { '4m': [], '8m': [], '20m': [] },
    },
  },

  HpaAtMaximum: {
    local hpa(desired, minimum, maximum) = emitted.autoscaler({
      status_desired_replicas: desired,
      spec_min_replicas: minimum + 'x200',
      spec_max_replicas: maximum + 'x200',
    }),
    local scaler = warning { horizontalpodautoscaler: 'shop' },

    'it wants ten replicas of ten': case {
      series: hpa('4x4 10x200', '2', '10'),
      firing: { '16m': [], '16m45s': [scaler], '30m': [scaler] },
      says: 'The autoscaler shop in shops has wanted 10 replicas, the most it may have, for 15m.',
    },
    'it wants nine replicas of ten': case {
      series: hpa('9x200', '2', '10'),
      firing: { '30m': [] },
    },
    'it may not scale': case {
      series: hpa('2x200', '2', '2'),
      firing: { '30m': [] },
    },
    'a peak of ten minutes': case {
      series: hpa('4x4 10x40 4x100', '2', '10'),
      firing: { '11m': [], '17m': [], '30m': [] },
    },
  },
}
