import { type DataFrame, type Field, FieldType, formattedValueToString, getFieldDisplayName } from '@grafana/data';
import type { VizLegendOptions } from '@grafana/schema';
import {
  PanelContextProvider,
  SeriesVisibilityChangeMode,
  TimeSeries,
  TooltipPlugin2,
  type UPlotConfigBuilder,
  usePanelContext,
} from '@grafana/ui';
import { useLayoutEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';

import { type Annotation, useDashboard } from '../context';
import type { ExemplarSeries } from '../server';
import type { PanelProps } from './types';

// As the constants of a const enum, which cannot be imported.
const HOVER_ALL = 1;
const HOVER_ONE = 0;

const MAX_EXEMPLARS = 100;

export function TimeSeriesPanel({ panel, data, width, height }: PanelProps) {
  const { timeZone, setRange, annotations } = useDashboard();
  const context = usePanelContext();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const names = data.frames.flatMap((frame) =>
    valuesOf(frame).map((field) => getFieldDisplayName(field, frame, data.frames)),
  );
  const frames = useMemo(() => hide(data.frames, hidden), [data.frames, hidden]);
  const tooltip = (panel.options?.['tooltip'] ?? {}) as { mode?: string; sort?: string };

  const toggle = (label: string | string[] | null, mode: SeriesVisibilityChangeMode): void => {
    const chosen = [label ?? []].flat();
    const others = names.filter((name) => !chosen.includes(name));
    const alone = others.every((name) => hidden.has(name)) && chosen.every((name) => !hidden.has(name));
    if (mode === SeriesVisibilityChangeMode.AppendToSelection) {
      setHidden(new Set(names.filter((name) => hidden.has(name) !== chosen.includes(name))));
    } else {
      setHidden(new Set(alone ? [] : others));
    }
  };

  return (
    <PanelContextProvider value={{ ...context, onToggleSeriesVisibility: toggle }}>
      <TimeSeries
        frames={frames}
        structureRev={data.structure * 1000 + hidden.size}
        width={width}
        height={height}
        timeRange={data.range}
        timeZone={timeZone}
        legend={panel.options?.['legend'] as VizLegendOptions}
        options={{ hidden, annotations: annotations.length > 0 }}
      >
        {(builder, aligned) => (
          <>
            {tooltip.mode !== 'none' && (
              <TooltipPlugin2
                config={builder}
                hoverMode={tooltip.mode === 'single' ? HOVER_ONE : HOVER_ALL}
                queryZoom={({ from, to }) => setRange(String(Math.round(from)), String(Math.round(to)))}
                render={(_, indexes, series, pinned) => (
                  <Tooltip
                    frame={aligned}
                    indexes={indexes}
                    series={series}
                    single={tooltip.mode === 'single'}
                    sort={tooltip.sort}
                    pinned={pinned}
                  />
                )}
              />
            )}
            <Marks builder={builder} exemplars={data.exemplars} annotations={annotations} />
          </>
        )}
      </TimeSeries>
    </PanelContextProvider>
  );
}

interface TooltipProps {
  frame: DataFrame;
  indexes: (number | null)[];
  series: number | null;
  single: boolean;
  sort: string | undefined;
  pinned: boolean;
}

function Tooltip({ frame, indexes, series, single, sort, pinned }: TooltipProps) {
  const { colors } = useDashboard();
  const index = indexes.find((each) => each !== null) ?? null;
  const time = frame.fields[0];
  if (index === null || !time) {
    return null;
  }
  const rows = frame.fields
    .map((field, at) => ({ field, at, value: field.values[indexes[at] ?? index] as number | null | undefined }))
    .filter(
      ({ field, at, value }) =>
        at > 0 &&
        value !== null &&
        value !== undefined &&
        field.config.custom?.hideFrom?.tooltip !== true &&
        field.config.custom?.hideFrom?.viz !== true,
    )
    .filter(({ at }) => !single || at === series);
  if (sort === 'desc' || sort === 'asc') {
    rows.sort((left, right) => (sort === 'desc' ? 1 : -1) * ((right.value ?? 0) - (left.value ?? 0)));
  }
  const links = pinned && series !== null ? (frame.fields[series]?.getLinks?.({ valueRowIndex: index }) ?? []) : [];
  return (
    <div className="tooltip">
      <p className="tooltip-time">
        {time.display
          ? formattedValueToString(time.display(time.values[index]))
          : new Date(time.values[index] as number).toLocaleString()}
      </p>
      {rows.slice(0, 30).map(({ field, at, value }) => {
        const shown = field.display?.(value);
        return (
          <p key={at} className={at === series ? 'tooltip-row near' : 'tooltip-row'}>
            <i style={{ background: shown?.color ?? colors.muted }} />
            <span>{getFieldDisplayName(field, frame)}</span>
            <b>{shown ? formattedValueToString(shown) : String(value)}</b>
          </p>
        );
      })}
      {rows.length > 30 && <p className="tooltip-time">and {rows.length - 30} more</p>}
      {links.map((link) => (
        <a key={link.href} href={link.href} target={link.target ?? '_self'} rel="noopener">
          {link.title}
        </a>
      ))}
    </div>
  );
}

interface Mark {
  left: number;
  top: number;
  trace: string | undefined;
  title: string;
}

/** Exemplars as dots that lead to their traces, annotations as lines. */
function Marks({
  builder,
  exemplars,
  annotations,
}: {
  builder: UPlotConfigBuilder;
  exemplars: ExemplarSeries[];
  annotations: Annotation[];
}) {
  const { settings } = useDashboard();
  const [plot, setPlot] = useState<{ u: uPlot; drawn: number }>();
  // Before the plot is made, which its own effect does.
  useLayoutEffect(() => {
    // Outside of the drawing: it must not render while it draws.
    builder.addHook('draw', (u: uPlot) =>
      queueMicrotask(() => setPlot((before) => ({ u, drawn: (before?.drawn ?? 0) + 1 }))),
    );
  }, [builder]);
  if (!plot) {
    return null;
  }
  const { u } = plot;
  const scale = u.series[1]?.scale ?? 'y';
  const inside = ({ left, top }: { left: number; top: number }): boolean =>
    left >= 0 && top >= 0 && left <= u.over.clientWidth && top <= u.over.clientHeight;
  const dots: Mark[] = sample(exemplars)
    .map(({ labels, value, timestamp }) => ({
      left: u.valToPos(timestamp * 1000, 'x'),
      top: u.valToPos(Number(value), scale),
      trace: labels['trace_id'] ?? labels['traceID'] ?? labels['traceId'],
      title: [
        `${Number(value).toPrecision(3)} at ${new Date(timestamp * 1000).toLocaleTimeString()}`,
        ...Object.entries(labels).map(([name, each]) => `${name}=${each}`),
      ].join('\n'),
    }))
    .filter(inside);
  const lines = annotations.map((each) => ({ ...each, left: u.valToPos(each.time, 'x'), top: 0 })).filter(inside);
  return createPortal(
    <>
      {lines.map((line) => (
        <span
          key={`${line.time} ${line.title}`}
          className="annotation"
          title={line.title}
          style={{ left: line.left, borderColor: line.color }}
        />
      ))}
      {dots.map((dot, index) =>
        dot.trace !== undefined && settings.trace !== undefined ? (
          <a
            key={index}
            className="exemplar"
            href={settings.trace.replace('{}', encodeURIComponent(dot.trace))}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`Trace ${dot.trace}`}
            title={dot.title}
            style={{ left: dot.left, top: dot.top }}
          />
        ) : (
          <span key={index} className="exemplar" title={dot.title} style={{ left: dot.left, top: dot.top }} />
        ),
      )}
    </>,
    u.over,
  );
}

/** The highest of each stretch of time: so many that they can be told apart. */
function sample(series: ExemplarSeries[]): ExemplarSeries['exemplars'] {
  const all = series.flatMap((each) => each.exemplars);
  const times = all.map(({ timestamp }) => timestamp);
  const first = Math.min(...times);
  const length = Math.max(1e-3, Math.max(...times) - first);
  const best = new Map<number, ExemplarSeries['exemplars'][number]>();
  for (const each of all) {
    const slot = Math.floor(((each.timestamp - first) / length) * MAX_EXEMPLARS);
    if (Number(each.value) > Number(best.get(slot)?.value ?? -Infinity)) {
      best.set(slot, each);
    }
  }
  return [...best.values()];
}

function valuesOf(frame: DataFrame): Field[] {
  return frame.fields.filter((field) => field.type === FieldType.number);
}

function hide(frames: DataFrame[], hidden: ReadonlySet<string>): DataFrame[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) =>
      field.type === FieldType.number && hidden.has(getFieldDisplayName(field, frame, frames))
        ? {
            ...field,
            config: {
              ...field.config,
              custom: { ...field.config.custom, hideFrom: { viz: true, legend: false, tooltip: true } },
            },
          }
        : field,
    ),
  }));
}
