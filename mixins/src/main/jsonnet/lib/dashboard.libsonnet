// Dashboards (Grafana's JSON model v1): variables from the identity labels, and panels laid out row by row.
local datasource = { type: 'prometheus', uid: '${datasource}' };

function(mixin) {
  local config = mixin._config,
  local presence = mixin.signals.runtime.presence,

  local source = {
    type: 'datasource',
    name: 'datasource',
    label: 'Data source',
    query: 'prometheus',
    hide: 0,
    includeAll: false,
    multi: false,
  },

  // Each variable offers what the ones before it leave.
  local variable(label, before) = {
    local matchers = ['%s=~"$%s"' % [other, other] for other in before],
    local query = 'label_values(%s, %s)' % [
      presence + (if std.length(matchers) == 0 then '' else '{%s}' % std.join(',', matchers)),
      label,
    ],
    type: 'query',
    name: label,
    label: std.asciiUpper(label[0]) + label[1:],
    datasource: datasource,
    query: { query: query, refId: 'variable-' + label },
    definition: query,
    // When the time range changes: services come and go.
    refresh: 2,
    sort: 1,
    hide: 0,
    includeAll: true,
    multi: true,
    // Matches series without the label too.
    allValue: '.*',
  },

  // A dashboard of one service: exactly one job.
  local one = { includeAll: false, multi: false, allValue:: null },

  local labels = config.identityLabels + ['instance'],
  local variables = [
    variable(labels[index], labels[:index]) + (if labels[index] == 'job' then one else {})
    for index in std.range(0, std.length(labels) - 1)
  ],

  local header(title) = { type: 'row', title: title, collapsed: false, panels: [], gridPos: { w: 24, h: 1 } },

  // Left to right, then down; a row's title first.
  local layout(rows) =
    local flat = std.flatMap(function(row) [header(row.title)] + row.panels, rows);
    local place(index, x, y, height) =
      if index == std.length(flat) then []
      else
        local size = flat[index].gridPos;
        local wraps = x + size.w > 24;
        local left = if wraps then 0 else x;
        local top = if wraps then y + height else y;
        [flat[index] { id: index + 1, gridPos+: { x: left, y: top } }]
        + place(index + 1, left + size.w, top, if wraps then size.h else std.max(height, size.h));
    place(0, 0, 0, 0),

  row(title, panels):: { title: title, panels: panels },

  new(uid, title, description, rows):: {
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
    templating: { list: [source] + variables },
    annotations: { list: [] },
    links: [],
    panels: layout(rows),
  },
}
