// The names of all groups of rules, in the order of their files: promtool's own order changes from run to run. In
// Prometheus groups are independent: no case may need this one.
function(mixin)
  local files = (import 'render.libsonnet')(mixin);
  std.flattenArrays([
    [group.name for group in files[path].groups]
    for path in std.objectFields(files)
    if std.startsWith(path, 'prometheus/rules/')
  ])
