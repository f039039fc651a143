import { type Field, dateTimeFormat, formattedValueToString, getValueFormat } from '@grafana/data';
import { useEffect, useRef, useState } from 'react';

import { useDashboard } from '../context';
import { tickFormat } from '../times';
import type { PanelProps } from './types';

const AXIS = 56;
const BOTTOM = 22;
const SCALE = 26;

/** From few to many, on a dark and on a light ground. */
const ORANGES: Record<'dark' | 'light', [number, number, number][]> = {
  dark: [
    [66, 26, 6],
    [140, 45, 4],
    [217, 72, 1],
    [253, 141, 60],
    [253, 208, 162],
    [255, 245, 235],
  ],
  light: [
    [255, 240, 224],
    [253, 208, 162],
    [253, 141, 60],
    [217, 72, 1],
    [140, 45, 4],
    [90, 30, 5],
  ],
};

interface Hover {
  x: number;
  y: number;
  time: number;
  value: number;
  bucket: string;
}

export function HeatmapPanel({ panel, data, width, height }: PanelProps) {
  const {
    theme,
    colors: { text, muted },
    timeZone,
  } = useDashboard();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<Hover>();
  const frame = data.frames[0];
  const time = frame?.fields[0];
  const buckets = frame?.fields.slice(1) ?? [];
  const exponent = Number((panel.options?.['color'] as { exponent?: number } | undefined)?.exponent ?? 0.5);
  const least = Number((panel.options?.['filterValues'] as { le?: number } | undefined)?.le ?? 1e-9);
  const unit = (panel.options?.['yAxis'] as { unit?: string } | undefined)?.unit ?? panel.fieldConfig?.defaults.unit;
  const cellUnit = (panel.options?.['cellValues'] as { unit?: string } | undefined)?.unit;
  const max = Math.max(
    least,
    ...buckets.flatMap((bucket) => bucket.values.filter((value): value is number => Number.isFinite(value))),
  );
  const from = data.range.from.valueOf();
  const to = data.range.to.valueOf();
  const plot = { left: AXIS, top: 4, width: width - AXIS - 8, height: height - BOTTOM - SCALE - 4 };
  const step = time?.config.interval ?? ((time?.values[1] as number) ?? 0) - ((time?.values[0] as number) ?? 0);
  const bound = (field: Field | undefined): string => (field ? boundText(field.name, unit) : '');

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || !time) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = width * ratio;
    canvas.current.height = height * ratio;
    context.scale(ratio, ratio);
    context.clearRect(0, 0, width, height);
    const rowHeight = plot.height / Math.max(1, buckets.length);
    const colors = ORANGES[theme.isDark ? 'dark' : 'light'];
    buckets.forEach((bucket, row) => {
      for (let index = 0; index < bucket.values.length; index++) {
        const value = bucket.values[index] as number | null;
        if (value === null || !(value > least)) {
          continue;
        }
        const end = plot.left + ((Number(time.values[index]) - from) / (to - from)) * plot.width;
        const start = Math.max(plot.left, end - (step / (to - from)) * plot.width);
        if (end <= plot.left) {
          continue;
        }
        context.fillStyle = color(colors, (value / max) ** exponent);
        context.fillRect(
          start,
          plot.top + plot.height - (row + 1) * rowHeight,
          Math.max(1, end - start - 0.5),
          Math.max(1, rowHeight - 1),
        );
      }
    });
    context.fillStyle = text;
    context.font = `12px ${theme.typography.fontFamily}`;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    const every = Math.ceil(18 / rowHeight);
    buckets.forEach((bucket, row) => {
      if (row % every === 0) {
        context.fillText(bound(bucket), plot.left - 6, plot.top + plot.height - (row + 1) * rowHeight + rowHeight / 2);
      }
    });
    context.textAlign = 'center';
    const ticks = Math.max(2, Math.floor(plot.width / 110));
    for (let tick = 0; tick < ticks; tick++) {
      const at = from + ((to - from) * (tick + 0.5)) / ticks;
      context.fillText(
        dateTimeFormat(at, { format: tickFormat(to - from), timeZone }),
        plot.left + ((at - from) / (to - from)) * plot.width,
        height - SCALE - BOTTOM / 2,
      );
    }
    for (let x = 0; x < 160; x++) {
      context.fillStyle = color(colors, (x / 159) ** exponent);
      context.fillRect(plot.left + x, height - 14, 1, 8);
    }
    context.fillStyle = muted;
    context.textAlign = 'left';
    context.fillText(`up to ${format(max, cellUnit)}`, plot.left + 168, height - 10);
  });

  const move = (x: number, y: number): void => {
    const rowHeight = plot.height / Math.max(1, buckets.length);
    const row = Math.floor((plot.top + plot.height - y) / rowHeight);
    const at = from + ((x - plot.left) / plot.width) * (to - from);
    const index = (time?.values ?? []).findIndex((each) => Number(each) >= at);
    const value = buckets[row]?.values[index] as number | null | undefined;
    setHover(
      value === undefined || value === null || x < plot.left
        ? undefined
        : {
            x,
            y,
            time: Number(time?.values[index]),
            value,
            bucket: `${row > 0 ? bound(buckets[row - 1]) : '0'} – ${bound(buckets[row])}`,
          },
    );
  };

  return (
    <div className="heatmap">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${panel.title ?? 'Heatmap'}: ${buckets.length} buckets`}
        style={{ width, height }}
        onMouseMove={(event) => move(event.nativeEvent.offsetX, event.nativeEvent.offsetY)}
        onMouseLeave={() => setHover(undefined)}
      />
      {hover && (
        <div
          className="tooltip floating"
          style={{ left: Math.min(hover.x + 12, width - 180), top: Math.max(0, hover.y - 40) }}
        >
          <p className="tooltip-time">{dateTimeFormat(hover.time, { timeZone })}</p>
          <p className="tooltip-row">
            <span>{hover.bucket}</span>
            <b>{format(hover.value, cellUnit)}</b>
          </p>
        </div>
      )}
    </div>
  );
}

function boundText(name: string, unit: string | undefined): string {
  return name === '+Inf' ? '∞' : format(Number(name), unit);
}

function format(value: number, unit: string | undefined): string {
  return formattedValueToString(getValueFormat(unit ?? 'short')(value));
}

function color(colors: [number, number, number][], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (colors.length - 1);
  const low = colors[Math.floor(at)] as [number, number, number];
  const high = colors[Math.ceil(at)] as [number, number, number];
  const mix = low.map((each, index) => Math.round(each + ((high[index] as number) - each) * (at - Math.floor(at))));
  return `rgb(${mix.join(',')})`;
}
