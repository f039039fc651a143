local emitted = import '../signals/emitted/alertmanager.libsonnet';

local case = { interval: '15s' };
local warning = { instance: 'alertmanager-1', job: 'alertmanager', severity: 'warning' };

{
  AlertmanagerConfigurationReloadFailed: {
    'a file with a mistake': case {
      series: emitted.configuration('1x4 0x100'),
      firing: { '6m': [], '6m45s': [warning], '20m': [warning] },
      says: 'Alertmanager alertmanager-1 could not load its configuration for 5m and goes on with the one before.',
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

  AlertmanagerNotificationsFailing: {
    local pager = warning { integration: 'pagerduty' },

    'eight notifications in a hundred fail': case {
      series: emitted.notifications('0+100x200', '0+8x200'),
      firing: { '5m': [], '5m45s': [pager], '20m': [pager] },
      says: 'Alertmanager alertmanager-1 could not deliver 8% of its notifications by pagerduty over the last 15m; the threshold is 5%.',
    },
    'one of two integrations fails': case {
      series: emitted.notifications('0+1x200', '0+1x200') + emitted.notifications('0+100x200', '0x200', integration='slack'),
      firing: { '20m': [pager] },
    },
    'one of two instances fails': case {
      series: emitted.notifications('0+1x200', '0+1x200') + emitted.notifications('0+100x200', '0x200', instance=2),
      firing: { '20m': [pager] },
    },
    'four notifications in a hundred fail': case {
      series: emitted.notifications('0+100x200', '0+4x200'),
      firing: { '20m': [] },
    },
    'there is nothing to tell': case {
      series: emitted.notifications('10x200', '10x200'),
      firing: { '20m': [] },
    },
    'they failed sixteen minutes ago': case {
      series: emitted.notifications('0+100x200', '0+100x120 12000x100'),
      firing: { '30m': [pager], '46m30s': [] },
    },
  },

  AlertmanagerPeersMissing: {
    local third = warning { instance: 'alertmanager-3' },

    'one of three was left alone': case {
      series: emitted.members('3x4 2x100') + emitted.members('3x4 2x100', instance=2) + emitted.members('3x4 1x100', instance=3),
      firing: {
        '11m': [],
        '11m45s': [warning, warning { instance: 'alertmanager-2' }, third],
        '20m': [warning, warning { instance: 'alertmanager-2' }, third],
      },
    },
    'one of two was never found': case {
      series: emitted.members('2x100') + emitted.members('1x100', instance=2),
      firing: { '20m': [warning { instance: 'alertmanager-2' }] },
      says: 'Alertmanager alertmanager-2 has known only 1 members of its cluster for 10m, fewer than are running: people get notifications twice, and silences do not reach all.',
    },
    'three know each other': case {
      series: emitted.members('3x100') + emitted.members('3x100', instance=2) + emitted.members('3x100', instance=3),
      firing: { '20m': [] },
    },
    'an instance is told twice': case {
      series: emitted.members('1x100', labels={ endpoint: 'web' }) + emitted.members('1x100', labels={ endpoint: 'reloader' }),
      firing: { '20m': [] },
    },
    'a rolling restart': case {
      series: emitted.members('2x4 1x20 2x100') + emitted.members('2x4 1x20 2x100', instance=2),
      firing: { '5m': [], '11m45s': [], '20m': [] },
    },
  },
}
