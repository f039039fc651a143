import { dateTimeFormat } from '@grafana/data';
import { useState } from 'react';

import { useDashboard } from '../context';
import type { LogLine } from '../server';
import type { PanelProps } from './types';

export function LogsPanel({ panel, data }: PanelProps) {
  const descending = panel.options?.['sortOrder'] !== 'Ascending';
  const lines = [...data.lines].sort((left, right) => (descending ? right.time - left.time : left.time - right.time));
  return (
    <ol className="logs" tabIndex={0} aria-label={panel.title}>
      {lines.map((line, index) => (
        <Line key={`${line.time} ${index}`} line={line} wrap={panel.options?.['wrapLogMessage'] === true} />
      ))}
    </ol>
  );
}

function Line({ line, wrap }: { line: LogLine; wrap: boolean }) {
  const { settings, timeZone } = useDashboard();
  const [open, setOpen] = useState(false);
  const level = (line.labels['level'] ?? line.labels['detected_level'] ?? 'unknown').toLowerCase();
  const trace = line.labels['trace_id'];
  return (
    <li className={`log ${level}`}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={wrap ? 'wrap' : ''}>
        <time>{dateTimeFormat(line.time, { format: 'YYYY-MM-DD HH:mm:ss.SSS', timeZone })}</time> {line.line}
      </button>
      {open && (
        <dl>
          {Object.entries(line.labels).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {name === 'trace_id' && trace !== undefined && settings.trace !== undefined ? (
                  <a
                    href={settings.trace.replace('{}', encodeURIComponent(trace))}
                    target="_blank"
                    rel="noopener noreferrer"
                  >
                    {value}
                  </a>
                ) : (
                  value
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
