import type { ReactNode } from 'react';

import { type Matcher, format, matcher } from './matchers';

/** Labels as small boxes; a click filters by one where the place has a filter. */
export function Labels({
  labels,
  without = [],
  onPick,
}: {
  labels: Record<string, string>;
  without?: readonly string[];
  onPick?: ((matcher: Matcher) => void) | undefined;
}) {
  const shown = Object.entries(labels)
    .filter(([name]) => !without.includes(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return (
    <span className="labels">
      {shown.map(([name, value]) => (
        <Label
          key={name}
          onPick={onPick && (() => onPick(matcher(name, '=', value)))}
          title={onPick && `Show only ${name}="${value}"`}
        >
          <b>{name}</b>={value === '' ? '""' : value}
        </Label>
      ))}
    </span>
  );
}

export function Matchers({
  matchers,
  onRemove,
}: {
  matchers: readonly Matcher[];
  onRemove?: (matcher: Matcher) => void;
}) {
  return (
    <span className="labels">
      {matchers.map((matcher) => {
        const text = format(matcher);
        return (
          <span key={text} className="label">
            {text}
            {onRemove && (
              <button type="button" aria-label={`Remove ${text}`} onClick={() => onRemove(matcher)}>
                ×
              </button>
            )}
          </span>
        );
      })}
    </span>
  );
}

function Label({
  children,
  onPick,
  title,
}: {
  children: ReactNode;
  onPick?: (() => void) | undefined;
  title?: string | undefined;
}) {
  return onPick ? (
    <button type="button" className="label" title={title} onClick={onPick}>
      {children}
    </button>
  ) : (
    <span className="label">{children}</span>
  );
}

/** A text from outside; where all of it is an address on the web, a link. */
export function Text({ value }: { value: string }) {
  return isLink(value) ? (
    <a href={value} target="_blank" rel="noopener noreferrer">
      {value}
    </a>
  ) : (
    <>{value}</>
  );
}

export function isLink(value: string): boolean {
  if (!/^https?:\/\//i.test(value)) {
    return false;
  }
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

export function Trouble({ error, stale }: { error: string | undefined; stale: boolean }) {
  return (
    <div role="alert">
      {error !== undefined && (
        <p className="notice bad">
          {error}
          {stale && ' What is below is the last answer.'}
        </p>
      )}
    </div>
  );
}
