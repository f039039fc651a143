import type { Dashboard, DashboardEntry, Settings } from './model';

/** An answer that is none: the message is for people. */
export class ServerError extends Error {}

/** Browsers open six connections to a server; the stream of changes holds one. */
const PARALLEL = 5;

const waiting: (() => void)[] = [];
let running = 0;

/** How many requests are on their way or waiting. */
export function pending(): number {
  return running + waiting.length;
}

export interface Series {
  metric: Record<string, string>;
  values?: [number, string][];
  value?: [number, string];
}

export interface QueryResult {
  resultType: 'matrix' | 'vector' | 'scalar' | 'string';
  result: Series[];
}

export interface ExemplarSeries {
  seriesLabels: Record<string, string>;
  exemplars: { labels: Record<string, string>; value: string; timestamp: number }[];
}

export interface RuleGroup {
  name: string;
  rules: { type: string; name: string; state?: string; alerts?: RuleAlert[] }[];
}

export interface RuleAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  state: 'firing' | 'pending' | 'inactive';
  activeAt: string;
  value: string;
}

export interface LogLine {
  /** Milliseconds since 1970. */
  time: number;
  line: string;
  labels: Record<string, string>;
}

export const server = {
  settings: (): Promise<Settings> => get('api/settings'),
  dashboards: (): Promise<DashboardEntry[]> => get('api/dashboards'),
  dashboard: (uid: string, signal?: AbortSignal): Promise<Dashboard> =>
    get(`api/dashboards/${encodeURIComponent(uid)}`, {}, signal),
  /** Why a query answers nothing; an empty text where nobody knows. */
  reason: async (expr: string, signal?: AbortSignal): Promise<string> =>
    (await get<{ reason: string }>('api/reason', { expr }, signal)).reason,
  logs: (query: string, from: number, to: number, limit: number, signal?: AbortSignal): Promise<LogLine[]> =>
    get('api/logs', { query, from: String(from), to: String(to), limit: String(limit) }, signal),
};

export const prometheus = {
  range: (expr: string, start: number, end: number, step: number, signal: AbortSignal): Promise<QueryResult> =>
    ask('query_range', { query: expr, start: String(start), end: String(end), step: String(step) }, signal),
  instant: (expr: string, time: number, signal: AbortSignal): Promise<QueryResult> =>
    ask('query', { query: expr, time: String(time) }, signal),
  exemplars: (expr: string, start: number, end: number, signal: AbortSignal): Promise<ExemplarSeries[]> =>
    ask('query_exemplars', { query: expr, start: String(start), end: String(end) }, signal),
  labelValues: (
    label: string,
    match: string | undefined,
    start: number,
    end: number,
    signal: AbortSignal,
  ): Promise<string[]> =>
    ask(
      `label/${encodeURIComponent(label)}/values`,
      { start: String(start), end: String(end), ...(match === undefined ? {} : { 'match[]': match }) },
      signal,
    ),
  rules: (signal: AbortSignal): Promise<{ groups: RuleGroup[] }> => ask('rules', { type: 'alert' }, signal),
};

async function ask<T>(path: string, parameters: Record<string, string>, signal: AbortSignal): Promise<T> {
  return (await get<{ data: T }>(`api/prometheus/${path}`, parameters, signal)).data;
}

async function get<T>(path: string, parameters: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  await turn(signal);
  try {
    const query = new URLSearchParams(parameters).toString();
    const response = await fetch(`/${path}${query === '' ? '' : `?${query}`}`, { signal: signal ?? null });
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw new ServerError(`What answered ${path} with status ${response.status} is not the preview: no JSON.`);
    }
    if (!response.ok) {
      throw new ServerError(String((body as { error?: unknown }).error ?? response.statusText));
    }
    return body as T;
  } catch (error) {
    if (error instanceof TypeError) {
      throw new ServerError('The preview cannot be reached. Check that it runs.');
    }
    throw error;
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** Waits for a turn; what is aborted meanwhile leaves the queue. */
function turn(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  if (running < PARALLEL) {
    running++;
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const start = (): void => {
      signal?.removeEventListener('abort', abort);
      running++;
      resolve();
    };
    const abort = (): void => {
      waiting.splice(waiting.indexOf(start), 1);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    waiting.push(start);
  });
}
