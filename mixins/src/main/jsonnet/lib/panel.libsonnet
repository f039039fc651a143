// Panels of Grafana dashboards (JSON model v1) from signals: one line a panel.
// A panel shows one signal, or several of one unit; `by` are the labels that tell its series apart. A signal may bring
//   by      its own labels
//   legend  its own legend
//   range   its own window, such as '$__range'
//   look    'limit' (a dashed red line) or 'past' (a dotted grey one)
//   steps   in a table: where its column turns yellow, then red; `lessIsWorse` the other way round
//   names   in a table: texts and colours of its values
//   also    in a table: labels beside those of the table; `hidden` leaves out the value
//   advice  what to do with what it shows, hidden; follows its description (dashboards/advice.libsonnet)
//   needs   the feature without which it is empty, hidden; targets and panels carry it for who looks for data
// `settings` are what differs from the usual:
//   title, description, unit, width, height, decimals, min, max (null: none)
//   steps, lessIsWorse  thresholds
//   names               texts and colours of values: { '1': ['up', 'green'] }
//   link                where a click leads (lib/link.libsonnet)
//   timeFrom            a time range of its own
//   empty               when there is nothing to see, where no signal tells by `needs`
//   interval            the least time between two points
//   stack               whether series stand on each other
local datasources = {
  metrics: { type: 'prometheus', uid: '${datasource}' },
  logs: { type: 'loki', uid: '${logs}' },
  traces: { type: 'tempo', uid: '${traces}' },
};

local link = import 'link.libsonnet';

// What a panel lacks without a feature, in its description.
local absences = {
  alertmanagerCluster: 'Empty for an Alertmanager that runs alone.',
  collector: 'Empty without an OpenTelemetry collector that is scraped.',
  deadlockMetrics: 'Empty unless JvmThreadDeadlockMetrics is bound.',
  history: 'Empty until there is enough history.',
  kafka: 'Empty for a service without Kafka.',
  kubernetes: 'Empty outside Kubernetes, or without kube-state-metrics and cAdvisor.',
  loki: 'Empty without Loki.',
  remoteWrite: 'Empty without remote write.',
  sampleLimit: 'Empty unless Prometheus runs with the feature extra-scrape-metrics and has a limit.',
  swap: 'Empty for machines without swap.',
  tempo: 'Empty without Tempo.',
  tls: 'Empty for addresses without TLS.',
};

local refId(index) = std.char(std.codepoint('A') + index);

local get(object, field, default) = if std.objectHas(object, field) then object[field] else default;

local list(signals) = if std.isArray(signals) then signals else [signals];

local needsOf(signal) = if std.objectHasAll(signal, 'needs') then signal.needs else null;

// Green below the first of `steps`, then yellow, then red; the other way round where less is worse.
local thresholds(steps, lessIsWorse=false) = {
  local colors = if lessIsWorse then ['red', 'yellow', 'green'] else ['green', 'yellow', 'red'],
  mode: 'absolute',
  steps: if std.length(steps) == 0 then [{ color: 'green', value: null }]
  else assert std.length(steps) == 2 : 'steps are two: where yellow starts, where red does';
       std.mapWithIndex(function(index, value) { color: colors[index], value: value }, [null] + steps),
};

local mappings(names) = [{
  type: 'value',
  options: {
    [value]: { text: names[value][0], color: names[value][1], index: index }
    for index in std.range(0, std.length(std.objectFields(names)) - 1)
    for value in [std.objectFields(names)[index]]
  },
}];

local last = { values: false, calcs: ['lastNotNull'], fields: '' };

function(config, scope) {
  local panels = self,

  local target(signal, by, index) = {
    local labels = get(signal, 'by', by),
    local breakdown = std.join(' ', ['{{%s}}' % label for label in labels]),
    refId: refId(index),
    datasource: datasources.metrics,
    expr: signal.expr(scope.view { by: labels, range: get(signal, 'range', super.range) }),
    legendFormat: if std.objectHas(signal, 'legend') then signal.legend
    else if std.length(labels) == 0 then signal.name
    else breakdown,
    // A dot for each trace that was sampled; only histograms carry them.
    exemplar: signal.type == 'quantile',
    range: true,
    needs:: needsOf(signal),
  },

  local looks = {
    limit: [
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
    ],
    past: [
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [2, 6] } },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'color', value: { mode: 'fixed', fixedColor: 'text' } },
    ],
  },

  // What every panel has. `needs` is the feature that all of it hangs on, if there is one.
  local frame(type, title, description, needs, settings, width=8, height=8) = {
    local absence =
      if std.objectHas(settings, 'empty') then ['Empty ' + settings.empty]
      else if needs == null then []
      else [get(absences, needs, 'Empty without %s.' % needs)],
    type: type,
    title: get(settings, 'title', title),
    description: std.join(' ', [get(settings, 'description', description)] + absence),
    [if std.objectHas(settings, 'timeFrom') then 'timeFrom']: settings.timeFrom,
    [if std.objectHas(settings, 'interval') then 'interval']: settings.interval,
    gridPos: { w: get(settings, 'width', width), h: get(settings, 'height', height) },
    needs:: needs,
  },

  local common(signals) =
    local needs = std.set([std.toString(needsOf(signal)) for signal in signals]);
    if std.length(needs) == 1 then needsOf(signals[0]) else null,

  local base(type, signals, by, settings) = frame(
    type,
    signals[0].name,
    std.join(
      ' ',
      [signals[0].description] + (if std.objectHasAll(signals[0], 'advice') then [signals[0].advice] else [])
    ),
    get(settings, 'needs', common(signals)),
    settings,
  ) {
    local targets = std.mapWithIndex(function(index, signal) target(signal, by, index), signals),
    datasource: datasources.metrics,
    targets: targets,
    fieldConfig: {
      defaults: {
        unit: get(settings, 'unit', signals[0].unit),
        [if std.objectHas(settings, 'decimals') then 'decimals']: settings.decimals,
        // Nearly all that is measured starts at nothing; `min: null` where it may fall below.
        [if get(settings, 'min', 0) != null then 'min']: get(settings, 'min', 0),
        [if get(settings, 'max', null) != null then 'max']: settings.max,
        [if std.objectHas(settings, 'names') then 'mappings']: mappings(settings.names),
        [if std.objectHas(settings, 'link') then 'links']: [
          link.ofSeries(config, scope, get(signals[0], 'by', by), settings.link),
        ],
      },
      overrides: [
        { matcher: { id: 'byFrameRefID', options: targets[index].refId }, properties: looks[signals[index].look] }
        for index in std.range(0, std.length(signals) - 1)
        if std.objectHas(signals[index], 'look')
      ],
    },
  },

  local limits(settings, steps=[]) = thresholds(get(settings, 'steps', steps), get(settings, 'lessIsWorse', false)),

  timeSeries(signals, by=[], settings={}):: base('timeseries', list(signals), by, settings) {
    local limited = std.objectHas(settings, 'steps'),
    local ofShares = get(settings, 'unit', list(signals)[0].unit) == 'percentunit' && get(settings, 'max', null) == null,
    fieldConfig+: {
      defaults+: {
        custom: {
          drawStyle: 'line',
          lineWidth: 1,
          fillOpacity: 10,
          showPoints: 'never',
          spanNulls: false,
          [if get(settings, 'stack', false) then 'stacking']: { mode: 'normal', group: 'A' },
          // Grafana ends the axis of shares that are all 0 at 10000 %.
          [if ofShares then 'axisSoftMax']: 0.01,
          [if limited then 'thresholdsStyle']: { mode: 'dashed' },
        },
        [if limited then 'thresholds']: limits(settings),
      },
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // A bar for each interval: for what is counted.
  bars(signals, by=[], settings={}):: panels.timeSeries(signals, by, { stack: true } + settings) {
    fieldConfig+: { defaults+: { custom+: { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0 } } },
  },

  stat(signals, by=[], steps=[], settings={}):: base('stat', list(signals), by, { width: 4, height: 4 } + settings) {
    local shown = list(signals),
    // A figure about a time of its own is asked for once, not along the time axis.
    local whole = std.objectHas(shown[0], 'range'),
    targets: [
      target(shown[index], by, index) + (if whole then { instant: true, range: false } else {})
      for index in std.range(0, std.length(shown) - 1)
    ],
    fieldConfig+: { defaults+: { thresholds: limits(settings, steps) } },
    options: {
      reduceOptions: last,
      graphMode: if whole then 'none' else 'area',
      colorMode: 'value',
      textMode: 'auto',
    },
  },

  // `steps` are required: a gauge without limits says nothing.
  gauge(signals, steps, by=[], settings={}):: base('gauge', list(signals), by, { width: 4, height: 4 } + settings) {
    fieldConfig+: { defaults+: { thresholds: limits(settings, steps), max: 1 } },
    options: { reduceOptions: last, showThresholdLabels: false, showThresholdMarkers: true },
  },

  barGauge(signals, by=[], steps=[], settings={}):: base('bargauge', list(signals), by, settings) {
    fieldConfig+: { defaults+: { thresholds: limits(settings, steps) } },
    options: { reduceOptions: last, displayMode: 'basic', orientation: 'horizontal' },
  },

  // States over time; `names` in `settings` give the values of the signal their texts and colours.
  stateTimeline(signals, by=[], settings={}):: base('state-timeline', list(signals), by, { min: null } + settings) {
    fieldConfig+: {
      defaults+: {
        custom: { fillOpacity: 80, lineWidth: 0, spanNulls: false },
        color: { mode: 'thresholds' },
        thresholds: limits(settings),
      },
    },
    options: {
      mergeValues: true,
      showValue: 'never',
      alignValue: 'left',
      rowHeight: 0.8,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false },
      tooltip: { mode: 'single', sort: 'none' },
    },
  },

  // Of a signal of buckets.
  heatmap(signal, settings={}):: base('heatmap', [signal], [], settings) {
    targets: [super.targets[0] { format: 'heatmap', legendFormat: '{{le}}' }],
    options: {
      calculate: false,
      color: { mode: 'scheme', scheme: 'Oranges', steps: 64, fill: 'dark-orange', exponent: 0.5, reverse: false },
      cellGap: 1,
      filterValues: { le: 1e-9 },
      rowsFrame: { layout: 'auto' },
      yAxis: { unit: signal.unit, axisPlacement: 'left', reverse: false },
      cellValues: { unit: 'reqps' },
      tooltip: { mode: 'single', yHistogram: true, showColorScale: true },
      legend: { show: true },
      exemplars: { color: 'rgba(255,0,255,0.7)' },
    },
  },

  // A row for each combination of the labels `by`, a column for each signal, from instant queries that share those
  // labels. More settings:
  //   sort  names of columns, the most important first, '-' before those that start with the highest
  //   rowLinks  by label, where a click on its cell leads
  table(signals, by, settings={}):: base('table', list(signals), by, { width: 24, height: 10, min: null } + settings) {
    local columns = list(signals),
    // Grafana numbers the columns only where there are several.
    local field(index) = if std.length(columns) == 1 then 'Value' else 'Value #' + refId(index),
    local indices = std.range(0, std.length(columns) - 1),
    local labels = by + std.flattenArrays([get(column, 'also', []) for column in columns]),
    local rowLinks = get(settings, 'rowLinks', {}),
    local colored(column) = std.objectHas(column, 'steps') || std.objectHas(column, 'names'),

    targets: [
      local kept = by + get(columns[index], 'also', []);
      target(columns[index] { by: kept }, by, index) {
        expr: if columns[index].type == 'recorded'
        // The names of recorded series would tell the rows of one thing apart.
        then 'max by (%s) (%s)' % [std.join(', ', kept), super.expr]
        // Without traffic a quantile is no number.
        else if columns[index].type == 'quantile' then super.expr + ' >= 0'
        else super.expr,
        format: 'table',
        legendFormat: '',
        instant: true,
        range: false,
        exemplar: false,
      }
      for index in indices
    ],
    transformations: (if std.length(columns) > 1 then [{ id: 'merge', options: {} }] else []) + [{
      id: 'organize',
      options: {
        excludeByName: { Time: true } + {
          [field(index)]: true
          for index in indices
          if get(columns[index], 'hidden', false)
        },
        indexByName: { [labels[index]]: index for index in std.range(0, std.length(labels) - 1) } +
                     { [field(index)]: std.length(labels) + index for index in indices },
        renameByName: {},
      },
    }],
    fieldConfig: {
      defaults: { unit: 'short', custom: { align: 'auto', filterable: true } },
      overrides: [
        {
          matcher: { id: 'byName', options: field(index) },
          local column = columns[index],
          properties: [
            { id: 'displayName', value: column.name },
            { id: 'unit', value: column.unit },
            { id: 'decimals', value: get(column, 'decimals', if column.unit == 'short' then 0 else 2) },
          ] + (
            if std.objectHas(column, 'steps') then [
              { id: 'thresholds', value: thresholds(column.steps, get(column, 'lessIsWorse', false)) },
            ] else []
          ) + (
            if std.objectHas(column, 'names') then [{ id: 'mappings', value: mappings(column.names) }] else []
          ) + (
            if colored(column) then [
              { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
            ] else []
          ),
        }
        for index in indices
        if !get(columns[index], 'hidden', false)
      ] + [
        {
          matcher: { id: 'byName', options: label },
          properties: [{ id: 'links', value: [link.ofRow(config, scope, by, rowLinks[label])] }],
        }
        for label in std.objectFields(rowLinks)
      ],
    },
    options: {
      showHeader: true,
      cellHeight: 'sm',
      sortBy: [
        { displayName: std.lstripChars(name, '-'), desc: name[0] == '-' }
        for name in get(settings, 'sort', [])
      ],
    },
  },

  text(title, markdown, settings={}):: {
    type: 'text',
    title: title,
    description: get(settings, 'description', 'An explanation.'),
    options: { mode: 'markdown', content: markdown },
    gridPos: { w: get(settings, 'width', 24), h: get(settings, 'height', 4) },
  },

  // What Grafana knows to fire, from all of its sources.
  alertList(title, description, settings={}):: frame('alertlist', title, description, null, settings) {
    options: {
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 50,
      sortOrder: 3,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      stateFilter: { firing: true, pending: true, noData: false, normal: false, 'error': true },
    },
  },

  // Searches are { name, description, unit, expr } in LogQL (searches/logs.libsonnet) or TraceQL (searches/traces.libsonnet).
  local logs(search, index, instant=false) = {
    refId: refId(index),
    datasource: datasources.logs,
    expr: search.expr,
    queryType: if instant then 'instant' else 'range',
    legendFormat: get(search, 'legend', search.name),
    needs:: 'loki',
  },

  // The lines themselves, the newest first.
  logLines(search, settings={}):: frame('logs', search.name, search.description, 'loki', settings, 24, 10) {
    datasource: datasources.logs,
    targets: [logs(search, 0) { maxLines: 500 }],
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      wrapLogMessage: true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      dedupStrategy: 'none',
      sortOrder: 'Descending',
    },
  },

  // Lines that are counted over time.
  logBars(search, settings={}):: frame('timeseries', search.name, search.description, 'loki', settings) {
    datasource: datasources.logs,
    targets: [logs(search, 0)],
    fieldConfig: {
      defaults: {
        unit: search.unit,
        min: 0,
        custom: { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } },
      },
      overrides: [
        {
          matcher: { id: 'byName', options: name },
          properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: search.colors[name] } }],
        }
        for name in std.objectFields(get(search, 'colors', {}))
      ],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // Lines that are counted by their labels, the most frequent first.
  logTable(search, settings={}):: frame('table', search.name, search.description, 'loki', settings, 12, 10) {
    local rowLinks = get(settings, 'rowLinks', {}),
    datasource: datasources.logs,
    targets: [logs(search, 0, instant=true)],
    transformations: [
      { id: 'labelsToFields', options: { mode: 'columns' } },
      { id: 'merge', options: {} },
      { id: 'organize', options: { excludeByName: { Time: true }, indexByName: {}, renameByName: {} } },
    ],
    fieldConfig: {
      defaults: { unit: search.unit, decimals: 0, custom: { align: 'auto', filterable: true } },
      overrides: [
        {
          matcher: { id: 'byName', options: label },
          properties: [{ id: 'links', value: [link.ofRow(config, scope, [], rowLinks[label])] }],
        }
        for label in std.objectFields(rowLinks)
      ],
    },
    // Loki names the column of figures by the legend.
    options: { showHeader: true, cellHeight: 'sm', sortBy: [{ displayName: search.name, desc: true }] },
  },

  local traces(search, index) = {
    refId: refId(index),
    datasource: datasources.traces,
    queryType: 'traceql',
    query: search.expr,
    limit: 50,
    tableType: 'traces',
    needs:: 'tempo',
  },

  // Traces that a search finds; Tempo's source links each to its spans.
  traceTable(search, settings={}):: frame('table', search.name, search.description, 'tempo', settings, 12, 10) {
    datasource: datasources.traces,
    targets: [traces(search, 0)],
    fieldConfig: { defaults: { unit: 'short', custom: { align: 'auto', filterable: true } }, overrides: [] },
    options: { showHeader: true, cellHeight: 'sm', sortBy: [] },
  },

  // Spans that are counted over time.
  traceRate(search, settings={}):: frame('timeseries', search.name, search.description, 'tempo', settings) {
    datasource: datasources.traces,
    targets: [traces(search, 0)],
    fieldConfig: {
      defaults: {
        unit: search.unit,
        min: 0,
        custom: { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: false },
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  },

  // One trace by its id.
  trace(search, settings={}):: frame('traces', search.name, search.description, 'tempo', settings, 24, 16) {
    datasource: datasources.traces,
    targets: [traces(search, 0)],
  },
}
