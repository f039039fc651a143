import {
  type DataFrame,
  type DataTransformerConfig,
  type TimeRange,
  applyFieldOverrides,
  dateMath,
  dateTime,
  rangeUtil,
  transformDataFrame,
} from '@grafana/data';
import { useEffect, useMemo, useState } from 'react';

import { type DashboardState, useDashboard } from './context';
import { fieldConfigOf, registryOf } from './fieldConfig';
import { toFrames } from './frames';
import { aligned, intervals } from './intervals';
import type { PanelModel, Target } from './model';
import { useBusy } from './ready';
import { type ExemplarSeries, type LogLine, prometheus, server } from './server';
import { type Scope, interpolate, promql } from './variables';

export interface PanelData {
  frames: DataFrame[];
  exemplars: ExemplarSeries[];
  lines: LogLine[];
  range: TimeRange;
  /** Changes with the fields, not with their values. */
  structure: number;
}

export interface PanelQuery {
  data: PanelData | undefined;
  error: string | undefined;
  loading: boolean;
  /** Why there is nothing to show. */
  reason: string | undefined;
  scope: Scope;
}

interface Answer {
  key: string;
  frames: DataFrame[];
  exemplars: ExemplarSeries[];
  lines: LogLine[];
  range: TimeRange;
  error: string | undefined;
  reason: string | undefined;
}

/** Asks what the panel asks, whenever variables, range or width change, and prepares the answer as Grafana does. */
export function usePanelData(panel: PanelModel, width: number | undefined, active: boolean): PanelQuery {
  const state = useDashboard();
  const [answer, setAnswer] = useState<Answer>();
  const range = useMemo(() => rangeOf(panel, state.range), [panel, state.range]);
  // A few pixels more make no other question.
  const points = width === undefined ? undefined : Math.max(50, Math.round(width / 50) * 50);
  const { step, values } = useMemo(
    () =>
      intervals(
        range,
        panel.maxDataPoints ?? points ?? 600,
        interpolateMin(panel, state),
        state.settings.scrapeInterval,
      ),
    [range, panel, points, state],
  );
  const scope = useMemo<Scope>(
    () => ({
      variables: state.variables,
      urlTimeRange: state.urlTimeRange,
      values: {
        ...values,
        __from: String(range.from.valueOf()),
        __to: String(range.to.valueOf()),
        __dashboard: state.dashboard.title,
      },
    }),
    [state, values, range],
  );
  const key = JSON.stringify([
    (panel.targets ?? []).map((target) =>
      [target.expr, target.query].map((text) => interpolate(text ?? '', scope, promql)),
    ),
    range.from.valueOf(),
    range.to.valueOf(),
    step,
  ]);

  useEffect(() => {
    if (!active || points === undefined) {
      return;
    }
    const controller = new AbortController();
    run(panel, state, scope, range, step, controller.signal)
      .then((result) => !controller.signal.aborted && setAnswer({ key, range, ...result }))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setAnswer((before) => ({
            key,
            range,
            frames: before?.frames ?? [],
            exemplars: [],
            lines: before?.lines ?? [],
            error: error instanceof Error ? error.message : String(error),
            reason: undefined,
          }));
        }
      });
    return () => controller.abort();
    // The key says all that the question depends on.
  }, [key, active, points === undefined, panel]);

  const data = useMemo(() => {
    if (!answer) {
      return undefined;
    }
    const frames = applyFieldOverrides({
      data: answer.frames,
      fieldConfig: fieldConfigOf(panel),
      fieldConfigRegistry: registryOf(panel.type),
      replaceVariables: (text, scoped, format) =>
        interpolate(text, scope, typeof format === 'string' ? format : 'glob', scoped),
      theme: state.theme,
      timeZone: state.timeZone,
      dataLinkPostProcessor: ({ linkModel }) => (isAddress(linkModel.href) ? linkModel : undefined),
    });
    return {
      frames,
      exemplars: answer.exemplars,
      lines: answer.lines,
      range: answer.range,
      structure: structureOf(frames),
    };
    // The scope of links follows with the next answer.
  }, [answer, panel, state.theme]);

  const loading = active && answer?.key !== key;
  useBusy(`panel ${panel.id}`, loading);

  return { data, error: answer?.error, loading, reason: answer?.reason, scope };
}

async function run(
  panel: PanelModel,
  state: DashboardState,
  scope: Scope,
  range: TimeRange,
  step: number,
  signal: AbortSignal,
): Promise<Omit<Answer, 'key' | 'range' | 'error'> & { error: undefined }> {
  const targets = (panel.targets ?? []).filter((target) => target.hide !== true);
  const kinds = new Set(targets.map((target) => target.datasource?.type ?? panel.datasource?.type ?? 'prometheus'));
  if (kinds.has('loki') && panel.type === 'logs') {
    if (!state.settings.logs) {
      return nothing(
        'The preview has no source of logs here. They are read by ./telltale logs, and in Grafana from Loki.',
      );
    }
    const lines = await Promise.all(
      targets.map((target) =>
        server.logs(
          interpolate(target.expr ?? '', scope, promql),
          range.from.valueOf(),
          range.to.valueOf(),
          target.maxLines ?? 500,
          signal,
        ),
      ),
    );
    return { ...nothing(lines.flat().length === 0 ? 'No line fits.' : undefined), lines: lines.flat() };
  }
  if (kinds.has('loki')) {
    return nothing('It counts log lines in Loki, which the preview does not ask.');
  }
  if (kinds.has('tempo')) {
    return nothing(
      state.settings.trace === undefined
        ? 'It searches traces in Tempo, which the preview does not ask.'
        : 'It searches traces in Tempo, which the preview does not ask: use the page of the trace store.',
    );
  }

  const [start, end] = aligned(range, step);
  const [frames, exemplars] = await Promise.all([
    Promise.all(
      targets.map(async (target) => {
        const expr = interpolate(target.expr ?? '', scope, promql);
        const result =
          target.instant && !target.range
            ? await prometheus.instant(expr, range.to.valueOf() / 1000, signal)
            : await prometheus.range(expr, start, end, step, signal);
        return toFrames(target, result, step, targets.length);
      }),
    ),
    // Without the storage of exemplars, or for an expression that has none, there are simply none.
    Promise.all(
      withExemplars(targets).map((target) =>
        prometheus.exemplars(interpolate(target.expr ?? '', scope, promql), start, end, signal).catch(() => []),
      ),
    ),
  ]);
  signal.throwIfAborted();
  const transformed = await transform(panel.transformations ?? [], frames.flat());
  const empty = transformed.every((frame) => frame.length === 0);
  // Of what a transformation took away the doctor knows nothing.
  const answered = frames.flat().some((frame) => frame.length > 0);
  return {
    frames: transformed,
    exemplars: exemplars.flat(),
    lines: [],
    error: undefined,
    reason: empty ? (answered ? '' : await why(targets, scope, signal)) : undefined,
  };
}

function nothing(reason: string | undefined) {
  return { frames: [], exemplars: [], lines: [], error: undefined, reason };
}

/** One query of several over the same metrics: p50, p95 and p99 have the same exemplars. */
function withExemplars(targets: Target[]): Target[] {
  const asked = new Map(
    targets
      .filter((target) => target.exemplar)
      .map((target) => [[...new Set((target.expr ?? '').match(/[a-zA-Z_:][\w:]*(?=\{)/g))].sort().join(), target]),
  );
  return [...asked.values()];
}

async function why(targets: Target[], scope: Scope, signal: AbortSignal): Promise<string> {
  const expr = targets[0]?.expr;
  if (expr === undefined) {
    return '';
  }
  try {
    return await server.reason(interpolate(expr, scope, promql), signal);
  } catch {
    // Nobody knows.
    return '';
  }
}

function transform(configs: DataTransformerConfig[], frames: DataFrame[]): Promise<DataFrame[]> {
  return new Promise((resolve, reject) => {
    transformDataFrame(configs, frames).subscribe({ next: resolve, error: reject });
  });
}

function rangeOf(panel: PanelModel, range: TimeRange): TimeRange {
  if (!panel.timeFrom) {
    return range;
  }
  const from = panel.timeFrom.startsWith('now') ? panel.timeFrom : `now-${panel.timeFrom}`;
  const to = range.to;
  const length = rangeUtil.intervalToMs(from.replace(/^now-/, '').replace(/\/.*$/, ''));
  const start = from.includes('/')
    ? (dateMath.parse(from) ?? dateTime(to.valueOf() - length))
    : dateTime(to.valueOf() - length);
  return { from: start, to, raw: { from, to: 'now' } };
}

function interpolateMin(panel: PanelModel, state: DashboardState): string | undefined {
  const least = panel.interval ?? panel.targets?.find((target) => target.interval)?.interval;
  return least ? interpolate(least, { variables: state.variables }).replace(/^>/, '') : undefined;
}

/** Whether a link leads to a page, here or on the web, and runs nothing. */
function isAddress(href: string): boolean {
  return URL.canParse(href, window.location.href) && /^https?:$/.test(new URL(href, window.location.href).protocol);
}

const structures = new Map<string, number>();

function structureOf(frames: DataFrame[]): number {
  const text = JSON.stringify(
    frames.map((frame) => frame.fields.map((field) => [field.name, field.labels, field.config.custom])),
  );
  let structure = structures.get(text);
  if (structure === undefined) {
    structure = structures.size + 1;
    structures.set(text, structure);
  }
  return structure;
}
