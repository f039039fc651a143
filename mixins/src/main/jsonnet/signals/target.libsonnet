// Scrape targets, as Prometheus sees them.
local query = import '../lib/query.libsonnet';
local signal = import '../lib/signal.libsonnet';

function(config) {
  local services = [config.serviceSelector],
  local up(aggregate, comparison='') = function(view)
    query.gauge('up', services, aggregate)(view) + comparison,

  targets: signal.new('Targets', 'short', 'Instances that are scraped.', 'gauge', up('count')),
  up: signal.new('Targets up', 'short', 'Instances that answered the last scrape.', 'gauge', up('sum')),
  anyUp: signal.new('Any target up', 'short', '1 while an instance answers.', 'gauge', up('max')),

  // Every target, whether a service, an exporter or a probe.
  downRatio: signal.new(
    'Targets down',
    'percentunit',
    'The share of the targets of a job that do not answer their scrapes.',
    'ratio',
    function(view) '1 - ' + query.gauge('up', aggregate='avg')(view),
  ),
  // Also what Prometheus no longer knows of: targets leave with their pods.
  known: signal.new(
    'Targets known',
    'short',
    'Instances that were scraped within the window, whether they are still there or not.',
    'gauge',
    query.over('last_over_time', 'up', services, 'count'),
  ),

  // Whatever is scraped has it.
  presence:: 'up',
}
