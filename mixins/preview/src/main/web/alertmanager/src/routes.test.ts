import { describe, expect, it } from 'vitest';

import { pathsOf, readConfiguration } from './routes';

const { route, inhibitions, receivers } = readConfiguration(`
route:
  receiver: none
  group_by: [job]
  group_wait: 10s
  routes:
    - receiver: log
      continue: true
    - receiver: critical
      matchers: ['severity="critical"', environment=~"|production"]
      group_by: ['...']
      routes:
        - matchers: [team="payments"]
          repeat_interval: 1h
    - receiver: old
      match: {kind: legacy}
      match_re: {job: a.*}
receivers:
  - name: none
  - name: critical
    webhook_configs: [{url: <secret>}]
    pagerduty_configs: []
inhibit_rules:
  - source_matchers: [alertname="ServiceDown"]
    target_matchers: [severity!="critical"]
    equal: [job]
`);

const ways = (labels: Record<string, string>): string[] =>
  pathsOf(route, labels).map((path) => path.map((each) => each.receiver).join(' > '));

describe('pathsOf', () => {
  it('goes on after a route that continues and stops at one that does not', () => {
    expect(ways({ severity: 'critical' })).toEqual(['none > log', 'none > critical']);
  });

  it('goes as deep as it can', () => {
    expect(ways({ severity: 'critical', team: 'payments' })).toEqual(['none > log', 'none > critical > critical']);
  });

  it('reads the matchers of before 0.22', () => {
    expect(ways({ kind: 'legacy', job: 'abc' })).toEqual(['none > log', 'none > old']);
  });

  it('stays at the root where nothing fits', () => {
    expect(pathsOf({ ...route, routes: route.routes.slice(1) }, { severity: 'info' })).toHaveLength(1);
  });
});

describe('readConfiguration', () => {
  it('inherits what a route does not say', () => {
    const deepest = route.routes[1]?.routes[0];
    expect(deepest).toMatchObject({
      receiver: 'critical',
      groupBy: ['...'],
      groupWait: '10s',
      groupInterval: '5m',
      repeatInterval: '1h',
    });
  });

  it('reads receivers and inhibitions', () => {
    expect(receivers).toEqual([
      { name: 'none', integrations: [] },
      { name: 'critical', integrations: ['webhook', 'pagerduty'] },
    ]);
    expect(inhibitions).toHaveLength(1);
    expect(inhibitions[0]?.equal).toEqual(['job']);
  });

  it('says which matcher it cannot read', () => {
    expect(() => readConfiguration('route: {receiver: a, matchers: ["job"]}')).toThrow('job: expected =');
  });
});
