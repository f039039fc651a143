import { useSyncExternalStore } from 'react';

/** What the part after the # says: where, and with what. Links of Alertmanager's own page mean the same here. */
export interface Place {
  path: string[];
  parameters: URLSearchParams;
}

export function parsePlace(hash: string): Place {
  const [path = '', query = ''] = split(hash.replace(/^#/, ''), '?');
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    parameters: new URLSearchParams(query),
  };
}

export function formatPlace(path: string, parameters: Record<string, string | undefined> = {}): string {
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** The place, followed as it changes. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return parsePlace(hash);
}

/** Goes to another place; without an entry in the history where that would only be in the way. */
export function go(place: string, replace = false): void {
  if (replace) {
    window.history.replaceState(null, '', place);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = place;
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

function split(text: string, at: string): string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
