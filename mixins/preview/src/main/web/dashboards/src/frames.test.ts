import { describe, expect, it } from 'vitest';

import { legend, toFrames } from './frames';

describe('toFrames', () => {
  it('makes a frame of each series, named by the legend', () => {
    const frames = toFrames(
      { refId: 'A', legendFormat: '{{method}} {{ uri }}' },
      {
        resultType: 'matrix',
        result: [
          {
            metric: { method: 'GET', uri: '/a' },
            values: [
              [10, '1.5'],
              [12, 'NaN'],
            ],
          },
        ],
      },
      2,
      1,
    );
    expect(frames).toHaveLength(1);
    expect(frames[0]?.fields.map((field) => field.values)).toEqual([
      [10_000, 12_000],
      [1.5, NaN],
    ]);
    expect(frames[0]?.fields[1]?.config.displayNameFromDS).toBe('GET /a');
    expect(frames[0]?.fields[0]?.config.interval).toBe(2000);
  });

  it('makes one table of all series, with a column a label', () => {
    const [frame] = toFrames(
      { refId: 'B', format: 'table', instant: true },
      {
        resultType: 'vector',
        result: [
          { metric: { job: 'a' }, value: [10, '1'] },
          { metric: { job: 'b', zone: 'z' }, value: [10, '+Inf'] },
        ],
      },
      2,
      2,
    );
    expect(frame?.fields.map((field) => field.name)).toEqual(['Time', 'job', 'zone', 'Value #B']);
    expect(frame?.fields.map((field) => field.values[1])).toEqual([10_000, 'b', 'z', Infinity]);
    expect(frame?.fields[2]?.values[0]).toBe('');
  });

  it('takes from each bucket of a heatmap what the ones below it count', () => {
    const series = (le: string, ...values: [number, string][]) => ({ metric: { le }, values });
    const [frame] = toFrames(
      { refId: 'A', format: 'heatmap' },
      {
        resultType: 'matrix',
        result: [series('+Inf', [1, '10'], [2, '12']), series('0.5', [1, '3'], [2, '3']), series('1', [1, '8'])],
      },
      1,
      1,
    );
    expect(frame?.fields.map((field) => field.name)).toEqual(['Time', '0.5', '1', '+Inf']);
    expect(frame?.fields.map((field) => field.values)).toEqual([
      [1000, 2000],
      [3, 3],
      [5, null],
      [2, 12],
    ]);
  });

  it('reads a scalar', () => {
    const [frame] = toFrames({ refId: 'A' }, { resultType: 'scalar', result: [5, '3'] as never }, 1, 1);
    expect(frame?.fields[1]?.values).toEqual([3]);
  });
});

describe('legend', () => {
  it('writes a series as Prometheus does where nothing is said', () => {
    expect(legend(undefined, { __name__: 'up', job: 'a', instance: 'b' })).toBe('up{instance="b", job="a"}');
    expect(legend('', {})).toBe('Value');
    expect(legend('__auto', { __name__: 'up' })).toBe('up');
  });
});
