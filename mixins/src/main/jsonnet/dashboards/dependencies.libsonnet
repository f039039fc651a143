// What a service needs of others: HTTP clients, the database, Kafka.
function(mixin) (
  local config = mixin._config;
  local scope = (import '../lib/scope.libsonnet')(mixin).service;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  local looks = (import '../lib/looks.libsonnet')(config);
  local client = mixin.signals.client;
  local database = mixin.signals.database;
  local kafka = mixin.signals.kafka;
  local health = mixin.signals.health;

  local byClient = ['client_name'];
  local kafkaPanel(signal, by, settings={}) = panel.timeSeries(signal, by, { needs: 'kafka' } + settings);
  local calls = { empty: 'until the service calls something.' };

  dashboard.new(
    'telltale-dependencies',
    'Dependencies',
    'What a service needs of others, and whether they are the ones to blame: HTTP clients, the database, Kafka.',
    [
      dashboard.row('Now', [
        panel.table([
          client.requests,
          client.errorRatio { name: 'Error ratio', steps: looks.dependencyErrors },
          client.p95 { steps: looks.dependencyLatency },
          client.p99 { steps: looks.dependencyLatency },
        ], byClient, {
          title: 'HTTP clients',
          description: 'What the service calls, the most failing first. Compare p95 with the timeout of the client: near it, threads pile up.',
          sort: ['-Error ratio', '-p95'],
          width: 12,
          empty: 'until the service calls something.',
        }),
        panel.stateTimeline(health.up, ['component'], { title: 'Health of components', description: 'What the service says of what it depends on: its own health checks, refreshed in the background.', names: looks.up, width: 12, height: 10 }),
      ]),
      dashboard.row('HTTP clients', [
        panel.timeSeries(client.requests, byClient, calls { title: 'Requests by client', description: 'Requests sent per second. Twice as many as the service answers is a retry storm in the making.' }),
        panel.timeSeries(client.errorRatio, byClient, { title: 'Error ratio by client', steps: looks.dependencyErrors, max: 1, empty: 'while nothing fails.' }),
        panel.timeSeries(client.p95, byClient, calls { title: 'p95 by client', steps: looks.dependencyLatency }),
        panel.timeSeries(client.errors, byClient + ['method', 'uri', 'status', 'exception'], { title: 'Failures by route', width: 12, empty: 'while nothing fails.' }),
        panel.timeSeries([client.p50, client.p95, client.p99], settings=calls { title: 'Latency of all clients', description: 'The latency that 50, 95 and 99 % of the requests stay under. A dot is a request that was traced: click it.', width: 12 }),
      ]),
      dashboard.row('Database', [
        panel.timeSeries(database.acquireTime, ['pool']),
        panel.timeSeries(database.usageTime, ['pool']),
        panel.timeSeries(database.creationTime, ['pool'], { description: 'The mean time the database takes to open a connection: the database or the network, never the pool.', empty: 'while no connection is opened.' }),
        panel.timeSeries(database.used, ['instance', 'pool'], { steps: looks.full, max: 1, width: 12 }),
        panel.timeSeries([
          database.pending { by: ['instance', 'pool'] },
        ], settings={ title: 'Threads that wait for a connection', width: 12 }),
      ]),
      dashboard.collapsed('Kafka', [
        kafkaPanel(kafka.lag, ['topic'], { description: 'Records that wait in a topic for this service. A lag that only grows is a consumer too slow, or stuck at one record.' }),
        kafkaPanel(kafka.worstLag, ['topic', 'partition'], { description: 'Records that wait in each partition. One far behind the others is a stuck record or a key that is too popular.' }),
        kafkaPanel(kafka.handlingTime, []),
        kafkaPanel(kafka.consumed, ['topic']),
        kafkaPanel(kafka.handled, []),
        kafkaPanel(kafka.assignedPartitions, ['instance']),
        kafkaPanel(kafka.produced, ['topic']),
        kafkaPanel(kafka.produceErrors, ['topic']),
        kafkaPanel(kafka.rebalances, ['instance']),
      ]),
    ],
    { related: { service: 'Service', jvm: 'JVM and pools' }, annotations: [dashboard.releases] },
  )
)
