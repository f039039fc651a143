import { describe, expect, it } from 'vitest';

import { readRange } from './useVariables';

describe('readRange', () => {
  it('reads milliseconds, as dragging over a graph writes them', () => {
    const range = readRange('1795800023091', '1795800718968', 'browser');
    expect([range?.from.valueOf(), range?.to.valueOf()]).toEqual([1_795_800_023_091, 1_795_800_718_968]);
  });

  it('reads times before now', () => {
    const range = readRange('now-2h', 'now-1h', 'browser');
    const length = (range?.to.valueOf() ?? 0) - (range?.from.valueOf() ?? 0);
    // Now goes on between the two.
    expect(Math.abs(length - 3_600_000)).toBeLessThan(1000);
  });

  it('takes the start of a day for a start and its end for an end', () => {
    const range = readRange('now/d', 'now/d', 'utc');
    expect((range?.to.valueOf() ?? 0) - (range?.from.valueOf() ?? 0)).toBe(86_399_999);
  });

  it.each([
    ['now', 'now-1h'],
    ['soon', 'now'],
    ['', ''],
  ])('knows that %j to %j is none', (from, to) => expect(readRange(from, to, 'browser')).toBeUndefined());
});
