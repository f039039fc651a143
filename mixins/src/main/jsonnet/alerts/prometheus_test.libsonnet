local emitted = import '../signals/emitted/prometheus.libsonnet';

local case = { interval: '15s' };
local warning = { instance: 'prometheus-1', job: 'prometheus', severity: 'warning' };
local group = warning { rule_group: 'rules/slo.yaml;telltale.slo' };
local remote = warning { remote_name: 'mimir', url: 'https://mimir.example/push' };

{
  PrometheusConfigurationReloadFailed: {
    'a file with a mistake': case {
      series: emitted.configuration('1x4 0x100'),
      firing: { '6m': [], '6m45s': [warning], '20m': [warning] },
      says: 'Prometheus prometheus-1 could not load its configuration for 5m and goes on with the one before.',
    },
    'one of two': case {
      series: emitted.configuration('0x100') + emitted.configuration('1x100', instance=2),
      firing: { '20m': [warning] },
    },
    'the file is right': case {
      series: emitted.configuration('1x100'),
      firing: { '20m': [] },
    },
    'a mistake is corrected within three minutes': case {
      series: emitted.configuration('1x4 0x12 1x100'),
      firing: { '4m': [], '6m45s': [], '20m': [] },
    },
  },

  PrometheusRulesFailing: {
    'a rule fails at each evaluation': case {
      series: emitted.ruleFailures('0x8 0+1x100'),
      firing: { '12m': [], '12m45s': [group], '20m': [group] },
      says: 'Prometheus prometheus-1 failed 20 times over the last 5m to evaluate a rule of rules/slo.yaml;telltale.slo.',
    },
    'a rule fails once': case {
      series: emitted.ruleFailures('0x8 1x200'),
      firing: { '4m': [], '12m45s': [], '30m': [] },
    },
    'no rule fails': case {
      series: emitted.ruleFailures('0x200'),
      firing: { '30m': [] },
    },
    'it failed until six minutes ago': case {
      series: emitted.ruleFailures('0+1x80 80x40'),
      firing: { '20m': [group], '26m': [] },
    },
  },

  PrometheusRulesMissed: {
    'every second evaluation is left out': case {
      series: emitted.ruleGroupsMissed('0x8 0+0.5x100'),
      firing: { '12m': [], '12m45s': [group], '20m': [group] },
      says: 'Prometheus prometheus-1 left out 10 evaluations of rules/slo.yaml;telltale.slo over the last 5m, because the ones before took longer than their interval.',
    },
    'one evaluation is left out': case {
      series: emitted.ruleGroupsMissed('0x8 1x200'),
      firing: { '4m': [], '12m45s': [], '30m': [] },
    },
    'none is left out': case {
      series: emitted.ruleGroupsMissed('0x200'),
      firing: { '30m': [] },
    },
    'it was too slow until six minutes ago': case {
      series: emitted.ruleGroupsMissed('0+1x80 80x40'),
      firing: { '20m': [group], '26m': [] },
    },
  },

  PrometheusWithoutAlertmanager: {
    'the only one goes': case {
      series: emitted.alertmanagers('1x4 0x100'),
      firing: { '6m': [], '6m45s': [warning], '20m': [warning] },
      says: 'Prometheus prometheus-1 has known 0 Alertmanagers for 5m: its alerts reach nobody.',
    },
    'there is one': case {
      series: emitted.alertmanagers('1x100'),
      firing: { '20m': [] },
    },
    'it restarts': case {
      series: emitted.alertmanagers('1x4 0x12 1x100'),
      firing: { '4m': [], '6m45s': [], '20m': [] },
    },
  },

  PrometheusNotificationsDropped: {
    'alerts are dropped every minute': case {
      series: emitted.notificationsDropped('0x8 0+1x100'),
      firing: { '12m': [], '12m45s': [warning], '20m': [warning] },
      says: 'Prometheus prometheus-1 dropped 20 alerts over the last 5m, because no Alertmanager took them.',
    },
    'Alertmanager restarts': case {
      series: emitted.notificationsDropped('0x8 0+5x4 20x200'),
      firing: { '4m': [], '12m45s': [], '30m': [] },
    },
    'no alert is dropped': case {
      series: emitted.notificationsDropped('0x200'),
      firing: { '30m': [] },
    },
    'alerts were dropped until six minutes ago': case {
      series: emitted.notificationsDropped('0+1x80 80x40'),
      firing: { '20m': [warning], '26m': [] },
    },
  },

  PrometheusRemoteWriteBehind: {
    'the newest sample sent is three minutes old': case {
      series: emitted.sent('-180+15x200') + emitted.pending('5000x200') + emitted.started('0x200'),
      firing: { '9m45s': [], '10m30s': [remote], '30m': [remote] },
      says: 'Prometheus prometheus-1 is 3m 0s behind in what it sent to https://mimir.example/push; the threshold is 120 s.',
    },
    'nothing was ever sent': case {
      series: emitted.pending('5000x200') + emitted.started('0x200'),
      firing: { '11m': [], '12m45s': [remote], '30m': [remote] },
    },
    // A label more makes two series of one process.
    'everything is told twice': case {
      series: emitted.sent('-180+15x200') + emitted.pending('5000x200') + emitted.started('0x200', { endpoint: 'web' }),
      firing: { '30m': [remote] },
    },
    'the newest sample sent is a minute and a half old': case {
      series: emitted.sent('-90+15x200') + emitted.pending('5000x200') + emitted.started('0x200'),
      firing: { '30m': [] },
    },
    'there is no remote storage': case {
      series: emitted.started('0x200'),
      firing: { '30m': [] },
    },
    'remote storage is away for five minutes': case {
      series: emitted.sent('0+15x8 120x20 435+15x200') + emitted.pending('0x300') + emitted.started('0x300'),
      firing: { '7m': [], '12m': [], '15m': [], '30m': [] },
    },
  },

  PrometheusRemoteWriteRefused: {
    'some samples are refused': case {
      series: emitted.refused('0x8 0+3x100'),
      firing: { '7m': [], '7m45s': [remote], '20m': [remote] },
    },
    'it goes on': case {
      series: emitted.refused('0+3x200'),
      firing: { '30m': [remote] },
      says: 'https://mimir.example/push refused 180 samples of Prometheus prometheus-1 over the last 15m; they are lost there.',
    },
    'none are refused': case {
      series: emitted.refused('0x200'),
      firing: { '30m': [] },
    },
    'some were refused sixteen minutes ago': case {
      series: emitted.refused('0+3x40 120x100'),
      firing: { '10m': [remote], '26m15s': [] },
    },
  },

  PrometheusStorageFailing: {
    'a compaction fails': case {
      series: emitted.storageFailures({ compactions_failed: '0x8 1x400' }),
      firing: { '7m': [], '7m45s': [warning], '30m': [warning] },
      says: 'The storage of Prometheus prometheus-1 failed 1 times over the last 1h to write, cut, compact or reload its data.',
    },
    'the disk is full for a minute': case {
      series: emitted.storageFailures({}, none='0x8 3x400'),
      firing: { '7m': [], '7m45s': [warning], '1h10m': [] },
    },
    'nothing fails': case {
      series: emitted.storageFailures({}),
      firing: { '30m': [] },
    },
    'a version of Prometheus has renamed a counter': case {
      series: emitted.storageFailures({ compactions_failed: '0x8 1x400', wal_writes_failed: '0x8 2x400' }, missing=['reloads_failures', 'wal_corruptions']),
      firing: { '7m45s': [warning] },
      says: 'The storage of Prometheus prometheus-1 failed 3 times over the last 1h to write, cut, compact or reload its data.',
    },
  } + {
    ['it fails: %s' % failure]: case {
      series: emitted.storageFailures({ [failure]: '0x8 1x400' }),
      firing: { '30m': [warning] },
    }
    for failure in emitted.storage
  },

  PrometheusTooManySeries: {
    local info = warning { severity: 'info' },

    'two and a half million': case {
      series: emitted.series('1000000x4 2500000x100'),
      firing: { '16m': [], '16m45s': [info], '20m': [info] },
      says: 'Prometheus prometheus-1 has held 2.5M series in memory for 15m; the threshold is 2000000.',
    },
    'one and a half million': case {
      series: emitted.series('1500000x100'),
      firing: { '20m': [] },
    },
    'a deployment makes many for ten minutes': case {
      series: emitted.series('1500000x4 2500000x40 1500000x100'),
      firing: { '11m': [], '17m': [], '30m': [] },
    },
  },
}
