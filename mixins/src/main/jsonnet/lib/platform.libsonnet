// What alerts about the platform look at: all of it. `selector` picks services, and machines carry none of its labels.
function(config) {
  local alert = (import 'alert.libsonnet')(config),

  view(range, labels=['instance']):: alert.view(range, labels) { matchers: [] },
}
