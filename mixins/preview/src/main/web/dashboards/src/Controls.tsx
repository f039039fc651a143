import { rangeUtil } from '@grafana/data';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

import { Icon } from './Icon';
import { ALL, type Variable, isAll } from './variables';

/** A button with something that opens below it. */
export function Popover({
  label,
  title,
  children,
  className = '',
}: {
  label: ReactNode;
  title: string;
  children: (close: () => void) => ReactNode;
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) {
      return;
    }
    const outside = (event: PointerEvent): void => {
      if (!ref.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    ref.current?.querySelector('button')?.focus();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={`popover ${className}`} ref={ref} onKeyDown={keys}>
      <button
        type="button"
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={title}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && <div className="popover-content">{children(close)}</div>}
    </div>
  );
}

export function VariableControl({ variable, onChange }: { variable: Variable; onChange: (value: string[]) => void }) {
  const { model, options } = variable;
  const label = model.label ?? model.name;
  if (model.type === 'textbox') {
    return <TextVariable label={label} value={String(variable.value)} onChange={(value) => onChange([value])} />;
  }
  const all = isAll(variable);
  const chosen = all ? [ALL] : [variable.value].flat().filter((each) => each !== '');
  const shown = all ? 'All' : chosen.length === 0 ? 'None' : chosen.join(' + ');
  return (
    <div className="variable">
      <span>{label}</span>
      <Popover
        label={
          <span className="variable-value">
            {shown} <Icon name="down" />
          </span>
        }
        title={`${label}: ${shown}`}
      >
        {(close) => (
          <Options
            options={[...(model.includeAll ? [ALL] : []), ...options]}
            chosen={chosen}
            multi={model.multi === true}
            onChange={(value) => {
              onChange(value);
              if (!model.multi) {
                close();
              }
            }}
          />
        )}
      </Popover>
    </div>
  );
}

function Options({
  options,
  chosen,
  multi,
  onChange,
}: {
  options: string[];
  chosen: string[];
  multi: boolean;
  onChange: (value: string[]) => void;
}) {
  const [text, setText] = useState('');
  const found = options.filter((option) =>
    (option === ALL ? 'All' : option).toLowerCase().includes(text.toLowerCase()),
  );
  const pick = (option: string): void => {
    if (!multi || option === ALL) {
      onChange([option]);
      return;
    }
    const without = chosen.filter((each) => each !== ALL && each !== option);
    const next = chosen.includes(option) ? without : [...without, option];
    onChange(next.length > 0 ? next : options.includes(ALL) ? [ALL] : [option]);
  };
  return (
    <>
      <input
        type="search"
        autoFocus
        aria-label="Find a value"
        placeholder="Find"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul role="listbox" aria-multiselectable={multi}>
        {found.slice(0, 500).map((option) => (
          <li key={option} role="option" aria-selected={chosen.includes(option)}>
            <button type="button" onClick={() => pick(option)}>
              <span>{chosen.includes(option) && <Icon name="check" />}</span>
              {option === ALL ? 'All' : option === '' ? '(empty)' : option}
            </button>
          </li>
        ))}
        {found.length === 0 && <li className="none">No value</li>}
      </ul>
    </>
  );
}

function TextVariable({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <form
      className="variable"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text);
      }}
    >
      <label>
        <span>{label}</span>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => text !== value && onChange(text)}
        />
      </label>
    </form>
  );
}

const QUICK = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '24h', '2d', '7d', '30d', '90d'];

export function TimePicker({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (from: string, to: string) => void;
}) {
  const shown = describe(from, to);
  return (
    <Popover
      label={
        <>
          <Icon name="clock" /> {shown} <Icon name="down" />
        </>
      }
      title={`Time range: ${shown}`}
      className="right"
    >
      {(close) => (
        <RangeForm
          from={from}
          to={to}
          onChange={(from, to) => {
            onChange(from, to);
            close();
          }}
        />
      )}
    </Popover>
  );
}

function RangeForm({ from, to, onChange }: { from: string; to: string; onChange: (from: string, to: string) => void }) {
  const [start, setStart] = useState(readable(from));
  const [end, setEnd] = useState(readable(to));
  const [error, setError] = useState<string>();
  return (
    <div className="time-picker">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first, last] = [written(start), written(end)];
          if (first === undefined || last === undefined) {
            setError('Write a time such as now-6h or 2026-11-27 16:00:00.');
          } else {
            onChange(first, last);
          }
        }}
      >
        <label>
          From
          <input autoFocus value={start} onChange={(event) => setStart(event.target.value)} />
        </label>
        <label>
          To
          <input value={end} onChange={(event) => setEnd(event.target.value)} />
        </label>
        {error !== undefined && <p className="bad">{error}</p>}
        <button type="submit" className="primary">
          Apply time range
        </button>
      </form>
      <ul>
        {QUICK.map((each) => (
          <li key={each}>
            <button
              type="button"
              aria-pressed={from === `now-${each}` && to === 'now'}
              onClick={() => onChange(`now-${each}`, 'now')}
            >
              {describe(`now-${each}`, 'now')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe(from: string, to: string): string {
  const days = /^now-(\d+)d$/.exec(from);
  if (days && to === 'now') {
    return `Last ${days[1]} days`;
  }
  return from.startsWith('now') ? rangeUtil.describeTimeRange({ from, to }) : `${readable(from)} to ${readable(to)}`;
}

function readable(time: string): string {
  if (!/^\d{12,}$/.test(time)) {
    return time;
  }
  const date = new Date(Number(time));
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

function written(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^now([-+]\d+[smhdwMy])*(\/[smhdwMy])?$/.test(trimmed)) {
    return trimmed;
  }
  const time = Date.parse(trimmed.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : String(time);
}

const RATES = ['off', '5s', '10s', '30s', '1m', '5m', '15m'];

export function RefreshControl({
  rate,
  onRate,
  onRefresh,
}: {
  rate: string;
  onRate: (rate: string) => void;
  onRefresh: () => void;
}) {
  return (
    <span className="refresh">
      <button type="button" onClick={onRefresh} title="Refresh" aria-label="Refresh">
        <Icon name="refresh" />
      </button>
      <select
        aria-label="Refresh every"
        value={rate === '' ? 'off' : rate}
        onChange={(event) => onRate(event.target.value === 'off' ? '' : event.target.value)}
      >
        {[...new Set([...RATES, ...(rate === '' ? [] : [rate])])].map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </span>
  );
}
