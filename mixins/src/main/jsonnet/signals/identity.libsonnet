// Who a service is: versions and releases.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  info: signal.gauge(
    'Version',
    'short',
    'Always 1; its labels say name, version, revision, environment, and the versions of Spring Boot and Telltale.',
    'application_info',
  ),
  instances: signal.gauge(
    'Instances by version',
    'short',
    'How many instances run each version. Two versions are a rollout.',
    'application_info',
    aggregate='count',
  ),
  // A version is a release where no instance had it before. The older of two looks is `view.range` ago.
  released: signal.new(
    'Release',
    'short',
    'There while a version is younger than the window: where it begins the release begins.',
    'gauge',
    function(view) '%s unless %s' % [
      query.gauge('application_info', aggregate='count')(view),
      query.gauge('application_info', aggregate='count')(view { offset: view.range }),
    ],
  ),
  // One row for each service, also during a rollout. The view keeps the label version.
  main: signal.new(
    'Main version',
    'short',
    'The version that most instances run.',
    'gauge',
    function(view) 'topk by (%s) (1, %s)' % [
      std.join(', ', [label for label in view.by if label != 'version']),
      query.gauge('application_info', aggregate='count')(view),
    ],
  ),
}
