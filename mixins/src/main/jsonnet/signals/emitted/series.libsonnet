// A series for a test, in promtool's notation.
function(metric, labels, values) {
  series: '%s{%s}' % [metric, std.join(', ', ['%s="%s"' % [label, labels[label]] for label in std.objectFields(labels)])],
  values: values,
}
