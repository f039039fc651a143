local emitted = import '../signals/emitted/services.libsonnet';

local case = { interval: '15s' };
local warning = { job: 'shop', severity: 'warning', topic: 'orders' };

// A partition with so much lag, and so many records read every 15 seconds.
local behind(lag, consumed) =
  emitted.partition('shop', 'orders', 0, '%dx200' % lag) + emitted.consumed('shop', 'orders', '0+%gx200' % consumed);

{
  KafkaConsumerLag: {
    'a quarter of an hour of work waits in two partitions': case {
      series: behind(450, 15) + emitted.partition('shop', 'orders', 1, '450x200'),
      firing: { '9m45s': [], '10m45s': [warning], '20m': [warning] },
      says: '900 records of orders wait for shop: at the pace of the last 5m more than 600 s of work.',
    },
    'a slow consumer with few records': case {
      series: behind(150, 1.5),
      firing: { '12m': [warning] },
    },
    'a consumer stands still after fast work': case {
      series: emitted.partition('shop', 'orders', 0, '10x80 5000x120') + emitted.consumed('shop', 'orders', '0+1500x80 120000x120'),
      firing: { '34m': [], '36m': [warning] },
    },
    'a consumer has never read anything': case {
      series: emitted.partition('shop', 'orders', 0, '5000x200'),
      firing: { '10m30s': [warning] },
    },
    'much waits, and much is read': case {
      series: behind(50000, 15000),
      firing: { '10m45s': [], '20m': [] },
    },
    'seven minutes of work wait': case {
      series: behind(450, 15),
      firing: { '10m45s': [], '20m': [] },
    },
    'hardly anything happens': case {
      series: behind(80, 0.15),
      firing: { '10m45s': [], '20m': [] },
    },
    'a rebalance takes five minutes': case {
      series: emitted.partition('shop', 'orders', 0, '10x20 900x20 10x60') + emitted.consumed('shop', 'orders', '0+15x20 300x20 300+60x60'),
      firing: { '8m': [], '12m': [], '16m': [] },
    },
  },
}
