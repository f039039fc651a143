local emitted = import '../signals/emitted/services.libsonnet';

local case = { interval: '15s' };
local byMinute = { interval: '1m' };
local address = 'https://shop.example/';
local critical = { instance: address, job: 'shop', severity: 'critical' };
local warning = { job: 'shop', severity: 'warning' };
local day = 86400;

{
  ProbeFailed: {
    'an address does not answer': case {
      series: emitted.probe('shop', address, '1x4 0x60') + emitted.probe('shop', 'https://shop.example/help', '1x64'),
      firing: { '3m': [], '3m30s': [critical], '10m': [critical] },
      says: 'Every probe of https://shop.example/ (shop) has failed for 2m.',
    },
    'one of two exporters reaches it': case {
      series: emitted.probe('shop', address, '0x60', labels={ exporter: 'eu' }) + emitted.probe('shop', address, '1x60', labels={ exporter: 'us' }),
      firing: { '3m30s': [], '10m': [] },
    },
    'a restart takes a minute and a half': case {
      series: emitted.probe('shop', address, '1x4 0x5 1x50'),
      firing: { '2m30s': [], '3m30s': [], '10m': [] },
    },
    'the exporter does not answer, which is another alert': case {
      series: emitted.probe('shop', address, '1x4 stale', up='1x4 0x60'),
      firing: { '3m30s': [], '10m': [] },
    },
  },

  CertificateExpiresSoon: {
    'a certificate has ten days left': {
      interval: '15m',
      series: emitted.certificate('shop', address, '%dx20' % (10 * day)),
      firing: { '45m': [], '1h15m': [warning { instance: address }] },
      says: 'The certificate of https://shop.example/ (shop) expires in 9d 22h 45m 0s; the threshold is 14 days.',
    },
    'a certificate has expired': {
      interval: '15m',
      series: emitted.certificate('shop', address, '0x20'),
      firing: { '4h': [warning { instance: address }] },
    },
    'a certificate has twenty days left': {
      interval: '15m',
      series: emitted.certificate('shop', address, '%dx20' % (20 * day)),
      firing: { '1h15m': [], '4h': [] },
    },
  },

  BlackboxExporterDown: {
    'the exporter of two addresses does not answer': byMinute {
      series: emitted.probe('shop', address, '1x10 stale', up='1x10 0x80') +
              emitted.probe('shop', 'https://shop.example/help', '1x10 stale', up='1x10 0x80'),
      firing: { '15m': [], '17m': [warning], '1h15m': [warning] },
      says: 'Nobody has looked at 2 addresses of shop for 5m: their blackbox exporter does not answer.',
    },
    'probes fail, and the exporter answers': byMinute {
      series: emitted.probe('shop', address, '0x90', up='1x90'),
      firing: { '17m': [], '1h15m': [] },
    },
    'a service that is no probe is down': byMinute {
      series: emitted.targets('shop', '0x90', 1, 1),
      firing: { '17m': [], '1h15m': [] },
    },
    'an address that was probed is forgotten': {
      interval: '10m',
      series: emitted.probe('shop', address, '1x6 stale', up='1x6 0x300'),
      firing: { '5h': [warning], '26h': [] },
    },
  },
}
