import { type DataFrame, type Field, FieldType, type Labels, createDataFrame } from '@grafana/data';

import type { Target } from './model';
import type { QueryResult, Series } from './server';

/** The frames that Grafana's Prometheus data source makes of an answer. */
export function toFrames(target: Target, result: QueryResult, step: number, targets: number): DataFrame[] {
  if (target.format === 'table') {
    return [toTable(target, result, targets)];
  }
  const series = seriesOf(result);
  return target.format === 'heatmap' ? toHeatmap(target, series) : series.map((each) => toSeries(target, each, step));
}

function seriesOf({ resultType, result }: QueryResult): Series[] {
  if (resultType === 'scalar' || resultType === 'string') {
    return [{ metric: {}, value: result as unknown as [number, string] }];
  }
  return result;
}

function pointsOf(series: Series): [number, string][] {
  return series.values ?? (series.value ? [series.value] : []);
}

function toSeries(target: Target, series: Series, step: number): DataFrame {
  const points = pointsOf(series);
  const name = legend(target.legendFormat, series.metric);
  return createDataFrame({
    refId: target.refId,
    name,
    fields: [
      {
        name: 'Time',
        type: FieldType.time,
        config: { interval: step * 1000 },
        values: points.map(([time]) => time * 1000),
      },
      {
        name: 'Value',
        type: FieldType.number,
        labels: series.metric,
        config: { displayNameFromDS: name },
        values: points.map(([, value]) => parse(value)),
      },
    ],
  });
}

/** One row a series and point, one column a label. */
function toTable(target: Target, result: QueryResult, targets: number): DataFrame {
  const series = seriesOf(result);
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const rows = series.flatMap((each) => pointsOf(each).map(([time, value]) => ({ metric: each.metric, time, value })));
  return createDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: rows.map(({ time }) => time * 1000) },
      ...labels.map((label) => ({
        name: label,
        type: FieldType.string,
        config: { filterable: true },
        values: rows.map(({ metric }) => metric[label] ?? ''),
      })),
      {
        name: targets > 1 ? `Value #${target.refId}` : 'Value',
        type: FieldType.number,
        values: rows.map(({ value }) => parse(value)),
      },
    ],
  });
}

/** Buckets count all below them; a heatmap shows what lies between one bound and the next. */
function toHeatmap(target: Target, series: Series[]): DataFrame[] {
  const bounds = series
    .map((each) => ({ bound: parse(each.metric['le'] ?? ''), each }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .sort((left, right) => left.bound - right.bound);
  const times = [...new Set(series.flatMap((each) => pointsOf(each).map(([time]) => time)))].sort(
    (left, right) => left - right,
  );
  if (bounds.length === 0) {
    return [];
  }
  const counts = bounds.map(({ each }) => new Map(pointsOf(each).map(([time, value]) => [time, parse(value)])));
  const fields: Partial<Field>[] = bounds.map(({ bound, each }, index) => ({
    name: each.metric['le'] ?? String(bound),
    type: FieldType.number,
    labels: each.metric as Labels,
    config: {},
    values: times.map((time) => {
      const count = counts[index]?.get(time);
      return count === undefined ? null : Math.max(0, count - (counts[index - 1]?.get(time) ?? 0));
    }),
  }));
  return [
    createDataFrame({
      refId: target.refId,
      fields: [
        { name: 'Time', type: FieldType.time, values: times.map((time) => time * 1000) },
        ...(fields as Field[]),
      ],
    }),
  ];
}

/** {{label}} of the legend; without one the series as Prometheus writes it. */
export function legend(format: string | undefined, metric: Record<string, string>): string {
  if (format !== undefined && format !== '' && format !== '__auto') {
    return format.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => metric[label] ?? '');
  }
  const { __name__: name = '', ...labels } = metric;
  const list = Object.entries(labels)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ');
  return list === '' ? (name === '' ? 'Value' : name) : `${name}{${list}}`;
}

function parse(value: string): number {
  switch (value) {
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    default:
      return value === '' ? NaN : Number(value);
  }
}
