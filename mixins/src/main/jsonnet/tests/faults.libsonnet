// Faults as an on-call engineer meets them, for the test that each pages at most once. By name:
//   interval, series  as in the cases of the alerts
//   at                when everything that the fault raises is firing
//   alerts            the alerts that must be among them
local emitted = (import '../signals/emitted.libsonnet') + (import '../signals/emitted/services.libsonnet');

local fault = { interval: '1m', at: '40m' };
local steady(value) = '%sx60' % value;

// A thousand requests a minute to a service with two objectives, of which these shares fail and are slow.
local service(job, failing, slow) =
  local events(slo, sli, bad) = emitted.events(job, '0+%gx60' % (1000 * (1 - bad)), '0+%gx60' % (1000 * bad), slo=slo, sli=sli);
  events('http', 'availability', failing) +
  events('orders', 'availability', failing) +
  events('orders', 'latency', slow) +
  events('payments', 'availability', failing) +
  emitted.objective(job, steady('0.999')) +
  emitted.objective(job, steady('0.999'), slo='payments') +
  emitted.objective(job, steady('0.99'), sli='latency') +
  emitted.requests(job, { '0.5': '0+%gx60' % (1000 * (1 - slow)), '2.5': '0+1000x60' }, '0+1000x60') +
  emitted.business(job, 'order', '0+%gx60' % (100 * (1 - failing)), '0+%gx60' % (100 * failing));

{
  'all requests fail': fault {
    series: service('shop', 1, 0) + emitted.target('shop', steady('1')),
    alerts: ['SloErrorBudgetBurn', 'HighErrorRate', 'LowOrderSuccessRate'],
  },
  'all requests are slow': fault {
    series: service('shop', 0, 1) + emitted.target('shop', steady('1')),
    alerts: ['SloErrorBudgetBurn', 'HighLatency'],
  },
  'all requests are slow, and half of them fail': fault {
    series: service('shop', 0.5, 1) + emitted.target('shop', steady('1')),
    alerts: ['SloErrorBudgetBurn', 'HighErrorRate', 'HighLatency', 'LowOrderSuccessRate'],
  },
  'requests fail without an objective, and are slow': fault {
    series: emitted.events('shop', '0x60', '0+100x60')
            + emitted.requests('shop', { '0.5': '0x60', '2.5': '0+100x60' }, '0+100x60')
            + emitted.target('shop', steady('1')),
    alerts: ['HighErrorRate', 'HighLatency'],
  },
  'the service is down': fault {
    series: emitted.target('shop', '1x10 0x50') + emitted.target('shop', '1x10 0x50', instance=2),
    alerts: ['ServiceDown'],
  },
  'the service is down, and its probes fail': fault {
    series: emitted.target('shop', '1x10 0x50') + emitted.probe('shop', 'https://shop.example/', '1x10 0x50'),
    alerts: ['ServiceDown', 'ProbeFailed'],
  },
  'the targets of the service are gone, and its probes fail': fault {
    series: emitted.target('shop', '1x10 stale') + emitted.probe('shop', 'https://shop.example/', '1x10 0x50'),
    alerts: ['ServiceMissing', 'ProbeFailed'],
  },
  'requests fail until the service is down': fault {
    at: '14m',
    series: service('shop', 1, 0) + emitted.target('shop', '1x10 0x50'),
    alerts: ['ServiceDown', 'SloErrorBudgetBurn'],
  },
  'the pool is exhausted, so requests are slow and fail': fault {
    series: service('shop', 0.3, 1) + emitted.target('shop', steady('1'))
            + emitted.pool('shop', { active: steady('10'), pending: steady('40'), max: steady('10') }),
    alerts: ['DatabaseConnectionsExhausted', 'SloErrorBudgetBurn'],
  },
  'a dependency fails, and two services with it': fault {
    series: service('shop', 1, 0) + service('stock', 0.5, 1),
    alerts: ['SloErrorBudgetBurn'],
  },
}
