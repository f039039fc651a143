import { describe, expect, it } from 'vitest';

import { formatDuration, parseDuration } from './times';

describe('parseDuration', () => {
  it.each([
    ['30m', 1800],
    ['2h', 7200],
    ['1d12h', 129_600],
    ['1w 2d', 777_600],
    ['90s', 90],
  ])('reads %s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '0m', '2', 'h', '2 hours', '-1h', '99999d', '1.5h'])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [59, '59s'],
    [125, '2m 5s'],
    [3600, '1h'],
    [3605, '1h'],
    [90_061, '1d 1h'],
    [604_800, '1w'],
    [700_000, '8d 2h'],
    [-5, '0s'],
  ])('writes %d seconds', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
