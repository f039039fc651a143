// Days on which nobody is to be woken or warned: everything exports everything, all rules are loaded, and no alert that
// is critical or a warning fires at any time. By name:
//   interval  between samples, as in the cases of the alerts
//   until     when the day is over
//   series    what is exported
// Whoever adds a metric that an alert reads adds it to `service`, `machine` or `stack`, at its worst while all is well.
local alertmanager = import '../signals/emitted/alertmanager.libsonnet';
local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');
local kubernetes = import '../signals/emitted/kubernetes.libsonnet';
local node = import '../signals/emitted/node.libsonnet';
local pipeline = import '../signals/emitted/pipeline.libsonnet';
local prometheus = import '../signals/emitted/prometheus.libsonnet';
local wave = import 'wave.libsonnet';

// Hour by hour, in requests for each sample.
local day = [40, 25, 15, 10, 10, 20, 60, 150, 300, 420, 480, 500, 520, 500, 480, 460, 450, 440, 400, 350, 280, 200, 120, 70];
local quarter = [requests / 4 for requests in day];
local sparse = [requests / 50 for requests in day];

local gigabytes = 1e9;
local days = 86400;

// So many samples an hour of what comes and goes with the traffic.
local shapes(traffic, samples) = {
  traffic: traffic,
  samples: samples,
  all: samples * std.length(traffic),
  seconds: 3600 / samples,
  part(share): wave.counter(traffic, share, samples),
  between(low, high): wave.gauge(traffic, low, high, samples, 520),
  always(value): '%sx%d' % [value, self.all],
  clock(behind): wave.line(-behind, self.seconds, self.all),
};

// Requests, objectives and business of a service. One request in five thousand fails; one in fifty is slow.
local requests(job, shape) =
  emitted.events(job, shape.part(0.9998), shape.part(0.0002)) +
  emitted.events(job, shape.part(0.9998), shape.part(0.0002), slo='orders') +
  emitted.events(job, shape.part(0.98), shape.part(0.0198), slo='orders', sli='latency') +
  emitted.objective(job, shape.always('0.999')) +
  emitted.objective(job, shape.always('0.97'), sli='latency') +
  emitted.requests(job, { '0.5': shape.part(0.98), '1.0': shape.part(0.99), '2.5': shape.part(1) }, shape.part(1)) +
  emitted.minBadEvents(job, shape.always('5')) +
  emitted.business(job, 'order', shape.part(0.098), shape.part(0.002));

// Its process: at the peak of the day it is busy, and has reserves.
local process(job, shape) =
  emitted.startTime(job, shape.always('-5000')) +
  emitted.webThreads(job, shape.between(2, 150), shape.always('200')) +
  emitted.files(job, shape.between(150, 700), shape.always('1024')) +
  emitted.deadlockedThreads(job, shape.always('0')) +
  emitted.heapAfterGc(job, shape.between(0.3, 0.75)) +
  emitted.gcOverhead(job, shape.between(0.002, 0.06)) +
  emitted.processCpu(job, shape.between(0.02, 0.8)) +
  emitted.pool(job, { active: shape.between(0, 8), pending: shape.always('0'), max: shape.always('10') }) +
  emitted.connectionTimeouts(job, shape.always('0')) +
  emitted.health(job, 'db', { UP: shape.always('1'), DOWN: shape.always('0') }) +
  emitted.healthRefresh(job, 'db', shape.clock(20));

// What it depends on. The bank is slower, and fails more often, than the service itself may.
local dependencies(job, shape) =
  emitted.calls(job, 'bank', {
    SUCCESS: shape.part(0.095),
    CLIENT_ERROR: shape.part(0.003),
    SERVER_ERROR: shape.part(0.0012),
    UNKNOWN: shape.part(0.0008),
  }) +
  emitted.slowCalls(
    job, 'bank', { '1.0': shape.part(0.09), '2.5': shape.part(0.098), '5.0': shape.part(0.1) }, shape.part(0.1)
  ) +
  emitted.partition(job, 'orders', 0, shape.between(5, 300)) +
  emitted.partition(job, 'orders', 1, shape.between(5, 200)) +
  emitted.consumed(job, 'orders', shape.part(1));

// Its telemetry: a failure logs two errors, the queue of spans is full at times, tags come near their limit.
local telemetry(job, shape) =
  emitted.logged(job, { 'error': shape.part(0.0004), warn: shape.part(0.01), info: shape.part(2) }) +
  emitted.logEventsDropped(job, shape.part(0.00005)) +
  emitted.spans(job, shape.part(0.098), queueFull=shape.part(0.0015), exportFailed=shape.part(0.0005)) +
  emitted.collapsed(job, 'http.server.requests', 'uri', shape.always('0')) +
  emitted.scrapes(job, {
    duration_seconds: shape.between(0.03, 0.5),
    samples_scraped: shape.between(3000, 9000),
    samples_post_metric_relabeling: shape.between(3000, 9000),
    sample_limit: shape.always('15000'),
  }) +
  emitted.target(job, shape.always('1'));

// Seen from outside, with a certificate that is renewed a month before it expires.
local probes(job, shape) =
  local address = 'https://%s.example/' % job;
  emitted.probe(job, address, shape.always('1'), up=shape.always('1')) +
  emitted.certificate(job, address, shape.always('%d' % (33 * days)));

local service(job, shape) =
  requests(job, shape) + process(job, shape) + dependencies(job, shape) + telemetry(job, shape) + probes(job, shape);

// The machine of services: two processors, of which the second serves the network. The small disk fills by one percent
// a day; of the large one little is left, which is much.
local machine(shape) =
  local busy(low, high) = { idle: shape.part(0), user: shape.part(0) } + {
    // What is not idle is busy: both add up to the time that goes by.
    local seconds = shape.seconds / 520,
    user: shape.part(seconds * high),
    idle: wave.counter([520 - requests * high for requests in shape.traffic], seconds, shape.samples),
  };
  node.processors([busy(0.02, 0.65), busy(0.02, 0.8)]) +
  node.memory(shape.between(10 * gigabytes, 3 * gigabytes), shape.always('16e9')) +
  node.disk({
    avail_bytes: wave.line(30 * gigabytes, -shape.seconds * gigabytes / days, shape.all),
    size_bytes: shape.always('100e9'),
    files_free: shape.between(5e6, 1.5e6),
    files: shape.always('6e6'),
    readonly: shape.always('0'),
  }) +
  node.disk({
    avail_bytes: shape.between(400 * gigabytes, 300 * gigabytes),
    size_bytes: shape.always('4e12'),
    files_free: shape.always('1e8'),
    files: shape.always('2e8'),
    readonly: shape.always('0'),
  }, mountpoint='/archive') +
  node.clock(shape.clock(0.8));

// Kubernetes: the autoscaler adds replicas by day and has some left.
local containers(shape) =
  kubernetes.restarts(shape.always('2')) +
  kubernetes.waiting('ContainerCreating', shape.always('0')) +
  kubernetes.lastTerminated('OOMKilled', shape.always('1')) +
  kubernetes.limit('memory', shape.always('1e9')) +
  kubernetes.memory(shape.between(5e8, 8.5e8)) +
  kubernetes.rollout(shape.always('3'), shape.always('0')) +
  kubernetes.autoscaler({
    status_desired_replicas: shape.between(2, 9),
    spec_min_replicas: shape.always('2'),
    spec_max_replicas: shape.always('10'),
  });

// What watches. Some notifications fail and arrive at the second try; some lines and spans are refused.
local stack(shape) =
  prometheus.configuration(shape.always('1')) +
  prometheus.ruleFailures(shape.always('0')) +
  prometheus.ruleGroupsMissed(shape.always('0')) +
  prometheus.alertmanagers(shape.always('2')) +
  prometheus.notificationsDropped(shape.always('0')) +
  prometheus.sent(shape.clock(15)) +
  prometheus.pending(shape.between(10, 5000)) +
  prometheus.refused(shape.always('0')) +
  prometheus.started(shape.always('0')) +
  prometheus.storageFailures({}, none=shape.always('0')) +
  prometheus.series(shape.between(4e5, 15e5)) +
  alertmanager.configuration(shape.always('1')) +
  alertmanager.notifications(shape.part(0.1), shape.part(0.002)) +
  alertmanager.members(shape.always('2'), instance=1) +
  alertmanager.members(shape.always('2'), instance=2) +
  pipeline.lokiDiscarded(shape.part(0.01)) +
  pipeline.tempoDiscarded(shape.part(0.01)) +
  std.flattenArrays([
    pipeline.exporter('enqueue_failed_' + data, shape.part(0.003)) +
    pipeline.exporter('send_failed_' + data, shape.part(0.01)) +
    pipeline.receiver('refused_' + data, shape.part(0.01))
    for data in ['log_records', 'spans']
  ]);

local everything(traffic, samples) =
  local shape = shapes(traffic, samples);
  service('shop', shape) + machine(shape) + containers(shape) + stack(shape);

{
  'a day of traffic that comes and goes': {
    interval: '2m',
    until: '1d',
    series: everything(day, 30),
  },
  'a weekend with a quarter of the traffic': {
    interval: '3m',
    until: '3d',
    series: service('shop', shapes(day + quarter + quarter, 20)),
  },
  'a service that hardly anybody uses, and one request fails': {
    interval: '2m',
    until: '1d',
    series: service('stock', shapes(sparse, 30))
            + emitted.events('stock', '0x720', '0x360 1x360', labels={ instance: 'stock-2' })
            + emitted.events('stock', '0x720', '0x360 1x360', slo='orders', labels={ instance: 'stock-2' }),
  },
  // Two instances, one after the other: each is gone for a minute, and comes back with counters at zero. It starts with
  // all of its processors, many collections, slow scrapes and slow calls; on its way out it logs errors and loses spans.
  'a deployment, instance by instance': {
    local instance(number, before, after) =
      local labels = { instance: 'shop-%d' % number };
      local counted(more) = '0+%gx%d _x2 0+%gx%d' % [more, before, more, after];
      // Before, in the first four minutes, and after them.
      local settles(before_, first, after_) = '%gx%d _x2 %gx8 %gx%d' % [before_, before, first, after_, after - 9];
      local constant(value) = '%sx%d _x2 %sx%d' % [value, before, value, after];
      // So many at the end, and none since.
      local last(count) = '0x%d %dx1 _x2 0x%d' % [before - 2, count, after];
      local gone = '1x%d 0x1 1x%d' % [before, after];
      emitted.events('shop', counted(100), counted(0.02), labels=labels) +
      emitted.events('shop', counted(100), counted(0.02), slo='orders', labels=labels) +
      emitted.objective('shop', constant('0.999'), instance=number) +
      emitted.pool('shop', { active: settles(8, 9, 3), pending: constant('0'), max: constant('10') }, instance=number) +
      emitted.target('shop', gone, instance=number) +
      emitted.startTime('shop', '0x%d _x2 %dx%d' % [before, before * 30, after], instance=number) +
      emitted.webThreads('shop', settles(20, 190, 20), constant('200'), instance=number) +
      emitted.files('shop', settles(500, 150, 500), constant('1024'), instance=number) +
      emitted.heapAfterGc('shop', settles(0.7, 0.9, 0.4), instance=number) +
      emitted.gcOverhead('shop', settles(0.02, 0.25, 0.02), instance=number) +
      emitted.processCpu('shop', settles(0.4, 1, 0.4), instance=number) +
      emitted.health('shop', 'db', { UP: settles(1, 1, 1), DOWN: '0x%d _x2 1x1 0x%d' % [before, after - 2] }, instance=number) +
      emitted.healthRefresh('shop', 'db', '0+30x%d _x2 %d+30x%d' % [before, (before + 3) * 30, after], instance=number) +
      emitted.logEventsDropped('shop', last(5), instance=number) +
      emitted.scrapes('shop', { duration_seconds: settles(0.2, 2, 0.2), samples_scraped: settles(9000, 2000, 5000) }, instance=number),
    interval: '30s',
    until: '2h',
    series: instance(1, 60, 200) + instance(2, 70, 190) +
            // Of all instances together, with a rebalance for each that goes.
            emitted.partition('shop', 'orders', 0, '50x60 50+100x10 1050-100x10 50+100x10 1050-100x10 50x200') +
            emitted.consumed('shop', 'orders', '0+100x62 6200x8 6200+200x14 9000x8 9000+120x200') +
            emitted.calls('shop', 'bank', { SUCCESS: '0+100x260', SERVER_ERROR: '0x60 0+2x4 8x6 8+2x4 16x200', UNKNOWN: '0x260' }) +
            emitted.slowCalls('shop', 'bank', { '1.0': '0+95x60 5700+80x20 7300+95x180', '2.5': '0+100x260' }, '0+100x260') +
            emitted.logged('shop', { 'error': '0x60 20x10 40x200', info: '0+100x260' }) +
            emitted.spans('shop', exported='0+10x260', exportFailed='0x60 20x10 40x200') +
            // Through the load balancer one probe in the whole deployment fails.
            emitted.probe('shop', 'https://shop.example/', '1x62 0 1x200', up='1x262') +
            kubernetes.rollout('2x60 0x2 1x10 2x200', '0x260') +
            kubernetes.waiting('ContainerCreating', '0x60 1x2 0x8 1x2 0x200'),
  },
  // From one to three, beside the traffic of the night: a job takes the processors for two hours and the heap with them,
  // writes a dump of fifteen percent of the disk in forty minutes, which is removed when it has been copied, and sends
  // more records at once than consumers read in ten minutes.
  'a nightly batch': {
    local hour = 60,
    local night(value, during) = '%gx%d %gx%d %gx%d' % [value, hour - 1, during, 2 * hour - 1, value, 5 * hour],
    local ofProcessors(outside, during) =
      local sums = [hour * outside, hour * outside + 2 * hour * during];
      '0+%gx%d %g+%gx%d %g+%gx%d' % [outside, hour - 1, sums[0], during, 2 * hour - 1, sums[1], outside, 5 * hour],
    local processor = { idle: ofProcessors(57, 12), user: ofProcessors(3, 48) },
    interval: '1m',
    until: '8h',
    series: service('shop', shapes([requests / 2 for requests in day[0:8]], 60)) +
            node.processors([processor, processor]) +
            node.memory(night(9e9, 2.5e9), '16e9x480') +
            node.disk({
              avail_bytes: '40e9x%d 40e9-375000000x40 25e9x60 40e9x%d' % [hour, 6 * hour],
              size_bytes: '100e9x480',
              files_free: '5e6x480',
              files: '6e6x480',
              readonly: '0x480',
            }) +
            emitted.processCpu('batch', night(0.05, 0.88)) +
            emitted.heapAfterGc('batch', night(0.3, 0.82)) +
            emitted.gcOverhead('batch', night(0.01, 0.08)) +
            emitted.target('batch', '1x480') +
            emitted.startTime('batch', '-5000x480') +
            emitted.logged('batch', { 'error': '0x%d 40x%d' % [hour, 7 * hour], info: '0+5x480' }) +
            emitted.partition('batch', 'exports', 0, '0x%d 100000-6000x16 0x%d' % [hour, 7 * hour]) +
            emitted.consumed('batch', 'exports', '0+60x%d 3600+6000x16 99600+60x%d' % [hour, 7 * hour]),
  },
}
