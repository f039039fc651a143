import {
  type DataFrame,
  type DisplayValue,
  type Field,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
} from '@grafana/data';
import { useMemo, useState } from 'react';

import { useDashboard } from '../context';
import type { PanelProps } from './types';

/** How many rows are drawn; the rest is said. */
const SHOWN = 500;

interface Order {
  displayName: string;
  desc: boolean;
}

export function TablePanel({ panel, data }: PanelProps) {
  const { theme } = useDashboard();
  const initial = ((panel.options?.['sortBy'] ?? []) as Partial<Order>[])
    .filter((order): order is Partial<Order> & { displayName: string } => order.displayName !== undefined)
    .map(({ displayName, desc }) => ({ displayName, desc: desc === true }));
  const [order, setOrder] = useState<Order[]>(initial);
  const frame = data.frames[0];
  const rows = useMemo(() => (frame ? sort(frame, order) : []), [frame, order]);
  if (!frame) {
    return null;
  }
  const columns = frame.fields.filter((field) => field.config.custom?.hidden !== true);
  const click = (name: string): void => {
    const before = order.find((each) => each.displayName === name);
    setOrder(
      before?.desc === false ? [{ displayName: name, desc: true }] : before ? [] : [{ displayName: name, desc: false }],
    );
  };
  return (
    <div className="table" tabIndex={0} role="region" aria-label={panel.title}>
      <table>
        <thead>
          <tr>
            {columns.map((field) => {
              const name = getFieldDisplayName(field, frame);
              const sorted = order.find((each) => each.displayName === name);
              return (
                <th
                  key={name}
                  className={alignment(field)}
                  aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" onClick={() => click(name)}>
                    {name}
                    {sorted && (sorted.desc ? ' ↓' : ' ↑')}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <tr key={row}>
              {columns.map((field, index) => (
                <Cell key={index} field={field} row={row} contrast={theme.colors.getContrastText} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p className="more">and {rows.length - SHOWN} more rows</p>}
    </div>
  );
}

function Cell({ field, row, contrast }: { field: Field; row: number; contrast: (color: string) => string }) {
  const value: unknown = field.values[row];
  const display: DisplayValue | undefined = field.display?.(value);
  const text =
    value === null || value === undefined || Number.isNaN(value)
      ? ''
      : display
        ? formattedValueToString(display)
        : String(value);
  const type = (field.config.custom?.cellOptions as { type?: string } | undefined)?.type;
  const link = text === '' ? undefined : field.getLinks?.({ valueRowIndex: row })[0];
  const style =
    text === '' || display?.color === undefined
      ? undefined
      : type === 'color-background'
        ? { background: display.color, color: contrast(display.color) }
        : type === 'color-text'
          ? { color: display.color }
          : undefined;
  return (
    <td className={alignment(field)} style={style} data-color={style && display?.color}>
      {link ? (
        <a href={link.href} title={link.title} target={link.target ?? '_self'} rel="noopener">
          {text}
        </a>
      ) : (
        text
      )}
    </td>
  );
}

function alignment(field: Field): string {
  const align = field.config.custom?.align as string | undefined;
  return align && align !== 'auto' ? align : field.type === FieldType.number ? 'right' : 'left';
}

function sort(frame: DataFrame, order: Order[]): number[] {
  const rows = Array.from({ length: frame.length }, (_, index) => index);
  const fields = order.flatMap(({ displayName, desc }) => {
    const field = frame.fields.find((each) => getFieldDisplayName(each, frame) === displayName);
    return field ? [{ field, desc }] : [];
  });
  return rows.sort((left, right) => {
    for (const { field, desc } of fields) {
      const difference = compare(field.values[left], field.values[right], desc);
      if (difference !== 0) {
        return difference;
      }
    }
    return left - right;
  });
}

/** What is missing comes last, whatever the order. */
function compare(left: unknown, right: unknown, desc: boolean): number {
  const missing = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value);
  if (missing(left) || missing(right)) {
    return Number(missing(left)) - Number(missing(right));
  }
  const difference =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : String(left).localeCompare(String(right), undefined, { numeric: true });
  return desc ? -difference : difference;
}
