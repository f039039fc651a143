// What users reach, seen from outside.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).probes;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local signal = import '../lib/signal.libsonnet';
  local probe = mixin.signals.probe;

  local address = ['instance'];
  local overall = probe.successRatio { range: '$__range' };

  dashboard.new(
    'telltale-probes',
    'Synthetic probes',
    'What users reach, seen from outside: which addresses answer, how fast, and until when their certificates are good.',
    [
      dashboard.row('Now', [
        panel.stat(signal.number('Addresses', 'Addresses that are probed.', probe.success, address), settings={ width: 6 }),
        panel.stat(signal.number('Not reached', 'Addresses that no exporter reaches.', probe.failed, address), steps=[1, 1], settings={ width: 6 }),
        panel.stat(overall { name: 'Reachable in the time range' }, steps=[0.99, 0.999], settings={ lessIsWorse: true, decimals: 3, width: 6 }),
        panel.stat(signal.number('Without an exporter', 'Addresses whose exporter does not answer: nobody looks at them.', probe.exporterDown, address), steps=[1, 1], settings={ width: 6 }),
        panel.table([
          probe.success { names: looks.up },
          overall { steps: [0.99, 0.999], lessIsWorse: true },
          probe.duration { steps: looks.latency },
          probe.status,
          probe.certificateExpiry { steps: looks.certificate, lessIsWorse: true, decimals: 1, needs:: 'tls' },
        ], address, {
          title: 'Addresses, down first',
          description: 'Every address that is probed, what is down first. Addresses without TLS have no certificate.',
          sort: ['Probe', 'Reachable'],
        }),
      ]),
      dashboard.row('Over time', [
        panel.stateTimeline(probe.success, address, { title: 'Up and down', names: looks.up, width: 24 }),
        panel.timeSeries(probe.duration, address, { steps: looks.latency, width: 12 }),
        panel.timeSeries(probe.phases, ['instance', 'phase'], { title: 'Duration by phase', description: 'What a probe spends its time with. A slow resolve is DNS, a slow connect the network, slow processing the service.', stack: true, width: 12 }),
        panel.timeSeries(probe.certificateExpiry, address, { steps: looks.certificate, lessIsWorse: true, needs: 'tls', width: 24 }),
      ]),
    ],
    { related: { fleet: 'Fleet', alerts: 'Alerts' } },
  )
)
