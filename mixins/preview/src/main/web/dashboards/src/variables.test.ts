import type { ScopedVars } from '@grafana/data';
import { describe, expect, it } from 'vitest';

import type { VariableModel } from './model';
import { ALL, type Variable, arrange, choose, interpolate, promql } from './variables';

const model = (name: string, more: Partial<VariableModel> = {}): VariableModel => ({ type: 'query', name, ...more });
const multi = { multi: true, includeAll: true };

const variables = new Map<string, Variable>(
  [
    { model: model('job'), options: ['orders', 'a"b\\c'], value: 'a"b\\c' },
    { model: model('one', multi), options: ['a.b', 'c'], value: ['a.b'] },
    { model: model('two', multi), options: ['a.b', 'c', 'd'], value: ['a.b', 'c'] },
    { model: model('everything', multi), options: ['x', 'y+'], value: [ALL] },
    { model: model('wild', { ...multi, allValue: '.*' }), options: ['x'], value: [ALL] },
  ].map((variable) => [variable.model.name, variable]),
);
const scope = { variables, values: { __rate_interval: '1m' }, urlTimeRange: 'from=now-1h&to=now' };

describe('interpolate for PromQL', () => {
  it.each([
    ['x{job="$job"}', 'x{job="a\\"b\\\\c"}'],
    ['x{a=~"$one"}', 'x{a=~"a\\\\.b"}'],
    ['x{a=~"${two}"}', 'x{a=~"(a\\\\.b|c)"}'],
    ['x{a=~"[[two]]"}', 'x{a=~"(a\\\\.b|c)"}'],
    ['x{a=~"$everything"}', 'x{a=~"(x|y\\\\+)"}'],
    ['x{a=~"$wild"}', 'x{a=~".*"}'],
    ['rate(x[$__rate_interval])', 'rate(x[1m])'],
    ['x{a=~"${two:pipe}", b="${two:csv}"}', 'x{a=~"a.b|c", b="a.b,c"}'],
    ['label_replace(x, "a", "$1", "b", "(.*)")', 'label_replace(x, "a", "$1", "b", "(.*)")'],
    ['$unknown', '$unknown'],
  ])('writes %s', (text, written) => expect(interpolate(text, scope, promql)).toBe(written));
});

describe('interpolate for links', () => {
  const field = { name: 'Value', labels: { uri: '/a b/{id}' }, values: [0.5], config: {} };
  const frame = { fields: [{ name: 'job', values: ['orders & co'], config: {} }, field] };
  const scoped = { __dataContext: { value: { frame, field, rowIndex: 0 } } } as unknown as ScopedVars;

  it.each([
    ['/d/x?${__url_time_range}&${two:queryparam}', '/d/x?from=now-1h&to=now&var-two=a.b&var-two=c'],
    ['/d/x?${wild:queryparam}', '/d/x?var-wild=%24__all'],
    ['/d/x?var-uri=${__field.labels.uri:percentencode}', '/d/x?var-uri=%2Fa%20b%2F%7Bid%7D'],
    ['/d/x?var-job=${__data.fields.job:percentencode}', '/d/x?var-job=orders%20%26%20co'],
    ['${__value.raw}', '0.5'],
    ['/d/x?var-none=${__data.fields.none:percentencode}', '/d/x?var-none='],
  ])('writes %s', (text, written) => expect(interpolate(text, scope, 'glob', scoped)).toBe(written));
});

describe('choose', () => {
  it('takes what the address asks for, where it is an option', () => {
    expect(choose(model('a', multi), ['x', 'y'], ['y', 'gone'])).toEqual(['y']);
    expect(choose(model('a'), ['x', 'y'], ['gone'])).toBe('x');
    expect(choose(model('a', multi), ['x'], ['All'])).toEqual([ALL]);
  });

  it('falls back to the dashboard, then to all, then to the first', () => {
    expect(choose(model('a', { current: { value: 'y' } }), ['x', 'y'], [])).toBe('y');
    expect(choose(model('a', { includeAll: true }), ['x'], [])).toBe(ALL);
    expect(choose(model('a'), ['x'], [])).toBe('x');
    expect(choose(model('a'), [], [])).toBe('');
  });
});

describe('arrange', () => {
  it('filters and captures by the expression, orders, and drops doubles', () => {
    expect(arrange(['b-2', 'b-10', 'a-1', 'x'], model('a', { regex: '/[ab]-(\\d+)/', sort: 3 }))).toEqual([
      '1',
      '2',
      '10',
    ]);
    expect(arrange(['b', 'a', 'b'], model('a', { sort: 1 }))).toEqual(['a', 'b']);
    expect(arrange(['b', 'a'], model('a'))).toEqual(['b', 'a']);
  });
});
