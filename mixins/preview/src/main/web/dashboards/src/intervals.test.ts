import { dateTime } from '@grafana/data';
import { describe, expect, it } from 'vitest';

import { aligned, intervals } from './intervals';

const range = (seconds: number) => {
  const to = dateTime(1_795_000_007_000);
  const from = dateTime(to.valueOf() - seconds * 1000);
  return { from, to, raw: { from, to } };
};

describe('intervals', () => {
  // What Grafana shows for the same range, width and scrape interval.
  it.each([
    ['an hour on 1000 pixels, scraped each 15 s', 3600, 1000, undefined, '15s', 15, '1m'],
    ['six hours on 1000 pixels', 21_600, 1000, undefined, '15s', 20, '1m'],
    ['a day on 600 pixels', 86_400, 600, undefined, '15s', 120, '135s'],
    ['thirty days on 1000 pixels', 2_592_000, 1000, undefined, '15s', 1800, '1815s'],
    ['half an hour, scraped each 2 s', 1800, 500, undefined, '2000ms', 5, '8s'],
    ['a least step of the panel', 3600, 1000, '1m', '15s', 60, '4m'],
  ])('are right for %s', (_, seconds, width, least, scrape, step, rate) => {
    const found = intervals(range(seconds), width, least, scrape);
    expect(found.step).toBe(step);
    expect(found.values['__rate_interval']).toBe(rate);
  });

  it('never ask for more points than Prometheus answers', () => {
    const { step } = intervals(range(365 * 86_400), 1500, '1s', '1s');
    expect((365 * 86_400) / step).toBeLessThanOrEqual(11_000);
  });

  it('tell the range', () => {
    expect(intervals(range(3600), 1000, undefined, '15s').values).toMatchObject({
      __range: '3600s',
      __range_s: '3600',
      __range_ms: '3600000',
      __interval: '15s',
      __interval_ms: '15000',
    });
  });
});

describe('aligned', () => {
  it('starts and ends on multiples of the step', () => {
    const [start, end] = aligned(range(3600), 15);
    expect(start % 15).toBe(0);
    expect(end % 15).toBe(0);
    expect(end).toBeLessThanOrEqual(1_795_000_007);
  });
});
