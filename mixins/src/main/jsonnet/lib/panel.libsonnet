// Panels of Grafana dashboards (JSON model v1) from signals: one line a panel.
// A panel shows one signal, or several of one unit. `by` are the labels that tell its series apart; a signal may bring
// its own (`signal { by: ['slo'] }`), a look (`look: 'limit'`) and a legend.
local datasource = { type: 'prometheus', uid: '${datasource}' };

function(config) {
  local panels = self,

  // What panels look at: what the variables of the dashboard select.
  local matchers = ['%s=~"$%s"' % [label, label] for label in config.identityLabels],
  local view = {
    matchers: [config.selector] + matchers + ['instance=~"$instance"'],
    recorded: matchers,
    range: '$__rate_interval',
  },

  local target(signal, by, index) = {
    local labels = if std.objectHas(signal, 'by') then signal.by else by,
    local breakdown = std.join(' ', ['{{%s}}' % label for label in labels]),
    local legend =
      if std.objectHas(signal, 'legend') then signal.legend
      else if std.length(labels) == 0 then signal.name
      else breakdown,
    refId: std.char(std.codepoint('A') + index),
    datasource: datasource,
    expr: signal.expr(view { by: labels }),
    legendFormat: legend,
    // A dot for each trace that was sampled; only histograms carry them.
    exemplar: signal.type == 'quantile',
    range: true,
  },

  local limit(signal, by) = {
    matcher: { id: 'byFrameRefID', options: by },
    properties: [
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
    ],
  },

  local base(type, signals, by, settings) = {
    local targets = std.mapWithIndex(function(index, signal) target(signal, by, index), signals),
    type: type,
    title: if std.objectHas(settings, 'title') then settings.title else signals[0].name,
    description: if std.objectHas(settings, 'description') then settings.description else signals[0].description,
    datasource: datasource,
    targets: targets,
    fieldConfig: {
      defaults: {
        unit: if std.objectHas(settings, 'unit') then settings.unit else signals[0].unit,
        // Nearly all that is measured starts at nothing; `min: null` where it may fall below.
        [if !std.objectHas(settings, 'min') then 'min']: 0,
      },
      overrides: [
        limit(signals[index], targets[index].refId)
        for index in std.range(0, std.length(signals) - 1)
        if std.objectHas(signals[index], 'look') && signals[index].look == 'limit'
      ],
    },
    gridPos: {
      w: if std.objectHas(settings, 'width') then settings.width else 8,
      h: if std.objectHas(settings, 'height') then settings.height else 8,
    },
  },

  local list(signals) = if std.isArray(signals) then signals else [signals],

  // Green below the first of `steps`, then yellow, then red; the other way round where less is worse.
  local thresholds(steps, lessIsWorse=false) = {
    local colors = if lessIsWorse then ['red', 'yellow', 'green'] else ['green', 'yellow', 'red'],
    mode: 'absolute',
    steps: if std.length(steps) == 0 then [{ color: 'green', value: null }]
    else assert std.length(steps) == 2 : 'steps are two: where yellow starts, where red does';
         std.mapWithIndex(function(index, value) { color: colors[index], value: value }, [null] + steps),
  },
  local last = { values: false, calcs: ['lastNotNull'], fields: '' },

  timeSeries(signals, by=[], settings={}):: base('timeseries', list(signals), by, settings) {
    fieldConfig+: {
      defaults+: {
        custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: false },
      },
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  stat(signals, by=[], steps=[], settings={}):: base('stat', list(signals), by, { width: 4, height: 4 } + settings) {
    fieldConfig+: { defaults+: { thresholds: thresholds(steps) } },
    options: { reduceOptions: last, graphMode: 'area', colorMode: 'value', textMode: 'auto' },
  },

  // `steps` are required: a gauge without limits says nothing.
  gauge(signals, steps, by=[], settings={}):: base('gauge', list(signals), by, { width: 4, height: 4 } + settings) {
    fieldConfig+: { defaults+: { thresholds: thresholds(steps), max: 1 } },
    options: { reduceOptions: last, showThresholdLabels: false, showThresholdMarkers: true },
  },

  barGauge(signals, by=[], steps=[], lessIsWorse=false, settings={}):: base('bargauge', list(signals), by, settings) {
    fieldConfig+: { defaults+: { thresholds: thresholds(steps, lessIsWorse) } },
    options: { reduceOptions: last, displayMode: 'basic', orientation: 'horizontal' },
  },
}
