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
}
