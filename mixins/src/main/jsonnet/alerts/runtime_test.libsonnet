local emitted = import '../signals/emitted/services.libsonnet';

local case = { interval: '15s' };
local warning = { instance: 'shop-1', job: 'shop', severity: 'warning' };

{
  WebThreadsSaturated: {
    'nineteen of twenty threads are at work': case {
      series: emitted.webThreads('shop', '10x4 190x60', '200x64') + emitted.webThreads('shop', '10x64', '200x64', instance=2),
      firing: { '6m': [], '6m30s': [warning { name: 'http-nio-8080' }], '12m': [warning { name: 'http-nio-8080' }] },
      says: '95% of the threads of http-nio-8080 of shop on shop-1 are at work: over the threshold of 90% for 5m.',
    },
    'three of four threads are at work': case {
      series: emitted.webThreads('shop', '150x60', '200x60'),
      firing: { '6m30s': [], '12m': [] },
    },
    'virtual threads have no limit': case {
      series: emitted.webThreads('shop', '-1x60', '-1x60'),
      firing: { '6m30s': [], '12m': [] },
    },
    'a peak of three minutes': case {
      series: emitted.webThreads('shop', '10x4 200x12 10x40', '200x60'),
      firing: { '3m': [], '6m30s': [], '12m': [] },
    },
  },

  FileDescriptorsLow: {
    'nine in ten are in use': case {
      series: emitted.files('shop', '100x4 900x90', '1000x94') + emitted.files('shop', '100x94', '1000x94', instance=2),
      firing: { '11m': [], '11m30s': [warning], '20m': [warning] },
      says: '90% of the file descriptors of shop on shop-1 are in use: over the threshold of 80% for 10m.',
    },
    'six in ten are in use': case {
      series: emitted.files('shop', '600x90', '1000x90'),
      firing: { '11m30s': [], '20m': [] },
    },
    'a burst of connections': case {
      series: emitted.files('shop', '100x4 900x20 100x60', '1000x90'),
      firing: { '5m': [], '11m30s': [], '20m': [] },
    },
  },

  ThreadsDeadlocked: {
    'two threads wait for each other': case {
      series: emitted.deadlockedThreads('shop', '0x4 2x60') + emitted.deadlockedThreads('shop', '0x64', instance=2),
      firing: { '3m': [], '3m30s': [warning], '12m': [warning] },
      says: '2 threads of shop on shop-1 have waited for each other for 2m; only a restart ends that.',
    },
    'no thread does': case {
      series: emitted.deadlockedThreads('shop', '0x60'),
      firing: { '3m30s': [], '12m': [] },
    },
  },

  HeapAlmostFull: {
    'a collection leaves nine tenths': case {
      series: emitted.heapAfterGc('shop', '0.3x4 0.9x120') + emitted.heapAfterGc('shop', '0.3x124', instance=2),
      firing: { '16m': [], '16m30s': [warning], '30m': [warning] },
      says: 'The last collection left 90% of the heap of shop on shop-1 in use: over the threshold of 85% for 15m.',
    },
    'a collection leaves six tenths': case {
      series: emitted.heapAfterGc('shop', '0.6x120'),
      firing: { '16m30s': [], '30m': [] },
    },
    'a batch holds much for ten minutes': case {
      series: emitted.heapAfterGc('shop', '0.3x4 0.95x40 0.3x80'),
      firing: { '10m': [], '16m30s': [], '30m': [] },
    },
  },

  GarbageCollectionOverhead: {
    'collections take fifteen percent of the time': case {
      series: emitted.gcOverhead('shop', '0.01x4 0.15x90') + emitted.gcOverhead('shop', '0.01x94', instance=2),
      firing: { '11m': [], '11m30s': [warning], '20m': [warning] },
      says: 'Collections stop shop on shop-1 for 15% of its time: over the threshold of 10% for 10m.',
    },
    'collections take seven percent of the time': case {
      series: emitted.gcOverhead('shop', '0.07x90'),
      firing: { '11m30s': [], '20m': [] },
    },
    'a start with many collections': case {
      series: emitted.gcOverhead('shop', '0.3x20 0.02x70'),
      firing: { '5m': [], '11m30s': [], '20m': [] },
    },
  },

  ProcessCpuHigh: {
    'a process uses nearly all': case {
      series: emitted.processCpu('shop', '0.2x4 0.95x120') + emitted.processCpu('shop', '0.2x124', instance=2),
      firing: { '15m': [], '16m': [warning], '30m': [warning] },
      says: 'shop on shop-1 used 95% of its processors over the last 5m: over the threshold of 90% for 10m.',
    },
    'a process uses nearly all, but for a moment now and then': case {
      series: emitted.processCpu('shop', '0.97x20 0.3 0.97x20 0.3 0.97x80'),
      firing: { '16m30s': [warning], '30m': [warning] },
    },
    'a process uses much': case {
      series: emitted.processCpu('shop', '0.6x120'),
      firing: { '16m30s': [], '30m': [] },
    },
    'a start of five minutes': case {
      series: emitted.processCpu('shop', '1x20 0.2x100'),
      firing: { '5m': [], '16m30s': [], '30m': [] },
    },
  },
}
