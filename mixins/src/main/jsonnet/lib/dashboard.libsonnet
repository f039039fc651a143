// Dashboards (Grafana's JSON model v1): variables from a scope, links to the others, and panels laid out row by row.
local datasource = { type: 'prometheus', uid: '${datasource}' };

local source(name, type, label) = {
  type: 'datasource',
  name: name,
  label: label,
  query: type,
  hide: 0,
  includeAll: false,
  multi: false,
};

function(mixin, scope) {
  local config = mixin._config,

  // The sources of logs and traces, on the dashboards that show some.
  local sources = {
    metrics: source('datasource', 'prometheus', 'Data source'),
    logs: source('logs', 'loki', 'Logs'),
    traces: source('traces', 'tempo', 'Traces'),
  },

  local header(title) = { type: 'row', title: title, gridPos: { w: 24, h: 1 } },

  // Left to right, then down.
  local place(panels, index, id, x, y, height) =
    if index == std.length(panels) then []
    else
      local size = panels[index].gridPos;
      local wraps = x + size.w > 24;
      local left = if wraps then 0 else x;
      local top = if wraps then y + height else y;
      [panels[index] { id: id, gridPos+: { x: left, y: top } }]
      + place(panels, index + 1, id + 1, left + size.w, top, if wraps then size.h else std.max(height, size.h)),

  // A row's title, then its panels. A collapsed row holds them, and the next row follows its title.
  local layout(rows, index=0, id=1, y=0) =
    if index == std.length(rows) then []
    else
      local row = rows[index];
      local panels = place(row.panels, 0, id + 1, 0, y + 1, 0);
      local edge = std.foldl(function(edge, panel) std.max(edge, panel.gridPos.y + panel.gridPos.h), panels, y + 1);
      [header(row.title) { id: id, collapsed: row.collapsed, panels: if row.collapsed then panels else [], gridPos+: { x: 0, y: y } }]
      + (if row.collapsed then [] else panels)
      + layout(rows, index + 1, id + 1 + std.length(panels), if row.collapsed then y + 1 else edge),

  row(title, panels):: { title: title, panels: panels, collapsed: false },
  // Opened when somebody asks: for what is seldom looked at, or costs much.
  collapsed(title, panels):: { title: title, panels: panels, collapsed: true },

  // A variable that Grafana does not look up.
  custom(name, label, values, current):: {
    type: 'custom',
    name: name,
    label: label,
    query: std.join(',', values),
    options: [{ text: value, value: value, selected: value == current } for value in values],
    current: { text: current, value: current },
    hide: 0,
    includeAll: false,
    multi: false,
  },
  interval(name, label, values, current):: self.custom(name, label, values, current) {
    type: 'interval',
    auto: false,
    refresh: 2,
  },
  textbox(name, label):: {
    type: 'textbox',
    name: name,
    label: label,
    query: '',
    current: { text: '', value: '' },
    options: [{ text: '', value: '', selected: true }],
    hide: 0,
  },

  // A line where a version began to run: of the services, whatever route or objective of them is chosen.
  releases:: {
    local release = mixin.signals.identity.released,
    local services = (import 'scope.libsonnet')(mixin).fleet,
    name: 'Releases',
    datasource: datasource,
    enable: true,
    hide: false,
    iconColor: 'purple',
    expr: release.expr(services.view { by: config.identityLabels + ['version'], range: '5m' }),
    step: '60s',
    titleFormat: '{{job}} {{version}}',
    textFormat: 'A version that did not run five minutes before.',
    tagKeys: 'version',
  },

  // Every other dashboard from a menu, with time and variables; `related` are those one wants next.
  local menu = {
    type: 'dashboards',
    title: 'Dashboards',
    icon: 'external link',
    tags: config.dashboards.tags,
    asDropdown: true,
    includeVars: true,
    keepTime: true,
    targetBlank: false,
  },
  local related(title, uid) = {
    type: 'link',
    title: title,
    icon: 'dashboard',
    url: '/d/telltale-' + uid,
    tooltip: '',
    tags: [],
    asDropdown: false,
    includeVars: true,
    keepTime: true,
    targetBlank: false,
  },

  // `settings`: what differs from the fields here, such as
  //   sources    beside metrics: logs, traces
  //   variables  beside those of the scope
  //   related    titles of dashboards by the ends of their uids
  new(uid, title, description, rows, settings={}):: {
    uid: uid,
    title: title,
    description: description,
    tags: config.dashboards.tags,
    schemaVersion: 41,
    editable: false,
    // One crosshair over all panels.
    graphTooltip: 1,
    time: { from: config.dashboards.from, to: 'now' },
    refresh: config.dashboards.refresh,
    timezone: 'browser',
    templating: {
      list: [sources[name] for name in ['metrics'] + (if std.objectHas(settings, 'sources') then settings.sources else [])]
            + scope.variables
            + (if std.objectHas(settings, 'variables') then settings.variables else []),
    },
    annotations: { list: if std.objectHas(settings, 'annotations') then settings.annotations else [] },
    links: [menu] + [
      related(settings.related[end], end)
      for end in if std.objectHas(settings, 'related') then std.objectFields(settings.related) else []
    ],
    panels: layout(rows),
  } + {
    [field]: settings[field]
    for field in std.objectFields(settings)
    if std.member(['time', 'refresh'], field)
  },
}
