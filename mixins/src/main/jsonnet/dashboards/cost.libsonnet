// What observability costs, by service, and how much room services have left.
function(mixin) (
  local config = mixin._config;
  local scopes = (import '../lib/scope.libsonnet')(mixin);
  local scope = scopes.fleet;
  local dashboard = (import '../lib/dashboard.libsonnet')(mixin, scope);
  local panel = (import '../lib/panel.libsonnet')(config, scope);
  // Prometheus is not one of the services that the variables choose.
  local platform = (import '../lib/panel.libsonnet')(config, scopes.stack);
  local looks = (import '../lib/looks.libsonnet')(config);
  local signals = mixin.signals;
  local telemetry = signals.telemetry;
  local runtime = signals.runtime;
  local logs = mixin.searches.logs;
  local traces = mixin.searches.traces;

  local service = config.identityLabels;
  local toService = { dashboard: 'telltale-service', title: 'Show the service' };
  local toPools = { dashboard: 'telltale-jvm', title: 'Show JVM and pools' };
  local each(signal, settings={}) = panel.timeSeries(signal { by: service, legend: looks.service }, settings={ link: toService } + settings);

  dashboard.new(
    'telltale-cost',
    'Cost and capacity',
    'What metrics, logs and traces of each service cost, and how much room services have left before they need more.',
    [
      dashboard.row('Cost by service', [
        panel.table([
          telemetry.series,
          telemetry.samples,
          telemetry.seriesAdded,
          telemetry.collapsedTags { steps: [1, 5] },
          telemetry.logEvents { decimals: 1 },
          telemetry.spansExported { decimals: 1 },
          telemetry.scrapeDuration { steps: looks.scrape },
        ], service, {
          title: 'Services by series',
          description: 'What each service costs, the dearest first: series in Prometheus, lines and spans per second. Tags collapsed are labels with too many values: fix them where they are made.',
          sort: ['-Series'],
          rowLinks: { job: toService },
        }),
      ]),
      dashboard.row('Metrics', [
        each(telemetry.series, { title: 'Series by service', stack: true }),
        each(telemetry.seriesAdded, { title: 'Series added by service' }),
        each(telemetry.sampleLimitUsed, { steps: looks.full, max: 1, needs: 'sampleLimit' }),
        each(telemetry.collapsed, { title: 'Look-ups collapsed by service', empty: 'while no label comes near its limit.' }),
        platform.timeSeries(signals.prometheus.series, ['instance'], { title: 'Series in Prometheus', description: 'Series in memory, of services and of everything else. Each costs a few kB of memory.' }),
        platform.timeSeries(signals.prometheus.blocks, ['instance'], { title: 'Blocks on disk' }),
      ]),
      dashboard.row('Logs and traces', [
        panel.logTable(logs.totalBytes, { width: 8, height: 8 }),
        panel.logBars(logs.bytes),
        each(telemetry.logEvents, { title: 'Log events by service', stack: true }),
        panel.traceRate(traces.rate),
        each(telemetry.spansExported, { title: 'Spans exported by service', stack: true }),
        each(telemetry.spanLossRatio, { steps: looks.spanLoss, max: 1, empty: 'without sampled requests.' }),
      ]),
      dashboard.row('Room left', [
        panel.table([
          runtime.processCpu { name: 'CPU', steps: looks.full },
          runtime.heapAfterGc { steps: looks.heap },
          runtime.busyThreadsRatio { steps: looks.full },
          signals.database.used { steps: looks.full },
          runtime.openFilesRatio { steps: looks.files },
          signals.target.targets { name: 'Instances' },
          signals.http.requests,
        ], service, {
          title: 'How full services are',
          description: 'Of the fullest instance of each service: yellow from 70 %, red from 85 %. What turns yellow first at the peak is what to add next.',
          sort: ['-CPU'],
          rowLinks: { job: toPools },
        }),
        each(runtime.processCpu, { title: 'CPU by service', steps: looks.full, max: 1, width: 12, link: toPools }),
        each(runtime.heapAfterGc, { title: 'Heap after collection by service', steps: looks.heap, max: 1, width: 12, link: toPools }),
      ]),
    ],
    { sources: ['logs', 'traces'], related: { fleet: 'Fleet', infrastructure: 'Infrastructure', stack: 'The stack itself' } },
  )
)
