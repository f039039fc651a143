import {
  type DataFrame,
  type Field,
  FieldType,
  dateTimeFormat,
  formattedValueToString,
  getFieldDisplayName,
} from '@grafana/data';
import { useMemo } from 'react';

import { useDashboard } from '../context';
import { tickFormat } from '../times';
import type { PanelProps } from './types';

interface Span {
  from: number;
  to: number;
  value: number;
}

export function StateTimelinePanel({ panel, data, width, height }: PanelProps) {
  const { timeZone } = useDashboard();
  const from = data.range.from.valueOf();
  const to = data.range.to.valueOf();
  const rows = useMemo(
    () =>
      data.frames.flatMap((frame) => {
        const time = frame.fields.find((field) => field.type === FieldType.time);
        return frame.fields
          .filter((field) => field.type === FieldType.number)
          .map((field) => ({
            name: getFieldDisplayName(field, frame, data.frames),
            field,
            frame,
            spans: time ? merge(time, field) : [],
          }));
      }),
    [data],
  );
  const left = Math.min(width / 3, Math.max(60, ...rows.map(({ name }) => name.length * 6.5 + 16)));
  const room = height - 24;
  const rowHeight = Math.max(14, Math.min(60, room / Math.max(1, rows.length)));
  const fill = Number((panel.options?.['rowHeight'] as number | undefined) ?? 0.9);
  const ticks = Math.max(2, Math.floor((width - left) / 110));
  const percent = (time: number): string => `${((Math.min(to, Math.max(from, time)) - from) / (to - from)) * 100}%`;
  return (
    <div className="timeline" style={{ height }}>
      <div className="timeline-rows" style={{ height: room }}>
        {rows.map(({ name, field, frame, spans }) => (
          <div key={name} className="timeline-row" style={{ height: rowHeight }}>
            <span className="timeline-name" style={{ width: left }} title={name}>
              {name}
            </span>
            <div className="timeline-track">
              {spans.map((span) => (
                <SpanBar
                  key={span.from}
                  span={span}
                  field={field}
                  frame={frame}
                  left={percent(span.from)}
                  end={percent(span.to)}
                  fill={fill}
                  timeZone={timeZone}
                  name={name}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className="timeline-axis" style={{ marginLeft: left }}>
        {Array.from({ length: ticks }, (_, index) => from + ((to - from) * (index + 0.5)) / ticks).map((time) => (
          <span key={time} style={{ left: percent(time) }}>
            {dateTimeFormat(time, { format: tickFormat(to - from), timeZone })}
          </span>
        ))}
      </div>
    </div>
  );
}

interface BarProps {
  span: Span;
  field: Field;
  frame: DataFrame;
  left: string;
  end: string;
  fill: number;
  timeZone: string;
  name: string;
}

function SpanBar({ span, field, left, end, fill, timeZone, name }: BarProps) {
  const shown = field.display?.(span.value);
  const text = shown ? formattedValueToString(shown) : String(span.value);
  const time = (at: number): string => dateTimeFormat(at, { format: 'MM-DD HH:mm:ss', timeZone });
  return (
    <span
      className="timeline-span"
      title={`${name}: ${text}\n${time(span.from)} – ${time(span.to)}`}
      style={{
        left,
        width: `calc(${end} - ${left})`,
        height: `${fill * 100}%`,
        background: shown?.color,
        opacity: Number(field.config.custom?.fillOpacity ?? 70) / 100,
      }}
    />
  );
}

/** Equal values that follow each other are one span; a point missing ends it. */
function merge(time: Field, field: Field): Span[] {
  const step = time.config.interval ?? 0;
  const spans: Span[] = [];
  for (let index = 0; index < field.values.length; index++) {
    const value = field.values[index] as number | null;
    const at = time.values[index] as number;
    if (value === null || Number.isNaN(value)) {
      continue;
    }
    const last = spans.at(-1);
    if (last && last.value === value && at - last.to <= step * 0.5) {
      last.to = at + step;
    } else {
      spans.push({ from: at, to: at + step, value });
    }
  }
  return spans;
}
