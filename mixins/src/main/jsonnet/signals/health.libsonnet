// Health checks of a service's components, as the starter exports them.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  // One of the statuses of a component is 1, the others are 0.
  status: signal.gauge(
    'Health',
    'short',
    'The status of each component: UP, DOWN, OUT_OF_SERVICE or UNKNOWN. Of several instances the label status shows each that occurs.',
    'application_health',
  ),
  up: signal.gauge(
    'Component up',
    'bool',
    '1 while the component is up on every instance.',
    'application_health',
    ['status="UP"'],
    aggregate='min',
  ),
  down: signal.new(
    'Instances with the component down',
    'short',
    'Instances whose health check of the component says DOWN or OUT_OF_SERVICE.',
    'gauge',
    query.gauge('application_health', ['status=~"DOWN|OUT_OF_SERVICE"'], aggregate='count', only=' == 1'),
  ),
  age: signal.new(
    'Age of the health check',
    's',
    'Time since the check of a component last came to an end. It grows while a check hangs.',
    'gauge',
    function(view) 'time() - ' + query.gauge('application_health_refresh_timestamp_seconds', aggregate='min')(view),
  ),
}
