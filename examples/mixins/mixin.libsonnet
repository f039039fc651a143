// Telltale's mixin with what a configuration cannot say: one alert off, one alert and one panel more.
local telltale = import 'telltale/mixin/mixin.libsonnet';

telltale {
  local mixin = self,
  local business = mixin.signals.business,
  local view(labels) = {
    matchers: ['job=~"$job"', 'instance=~"$instance"'],
    recorded: ['job=~"$job"'],
    by: labels,
    range: '$__rate_interval',
  },

  prometheusAlerts+:: {
    // Off, for every service.
    database+: { DatabaseConnectionsExhausted:: null },
    // A label of one alert.
    business+: { LowOrderSuccessRate+: { labels+: { pager: 'sales' } } },
    // An alert of our own; what to do about it stands in runbooks/ManyRefunds.md.
    shop: {
      local lib = (import 'telltale/mixin/lib/alert.libsonnet')(mixin._config),
      local refunds = business.of('refund').events,

      ManyRefunds: {
        severity: 'warning',
        expr: '%s > 20' % refunds.increase(lib.view('1h')),
        'for': '10m',
        summary: 'Customers want their money back.',
        description: '{{ $value | printf "%.0f" }} refunds at {{ $labels.job }} over the last hour; the threshold is 20.',
      },
    },
  },

  grafanaDashboards+:: {
    'service.json'+: {
      local bottom = std.foldl(function(bottom, panel) std.max(bottom, panel.gridPos.y + panel.gridPos.h), super.panels, 0),
      panels+: [{
        id: 1000,
        type: 'timeseries',
        title: 'Refunds',
        description: 'Refunds per second.',
        datasource: { type: 'prometheus', uid: '${datasource}' },
        targets: [{
          refId: 'A',
          datasource: { type: 'prometheus', uid: '${datasource}' },
          expr: business.of('refund').events.expr(view([])),
          legendFormat: 'refunds',
        }],
        fieldConfig: { defaults: { unit: 'cps', min: 0 }, overrides: [] },
        gridPos: { x: 0, y: bottom, w: 24, h: 8 },
      }],
    },
  },
}
