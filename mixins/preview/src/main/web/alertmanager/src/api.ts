import { type Matcher, format } from './matchers';

/** What Alertmanager's API says, of version 2, in the part that 0.25 and later share. */
export interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  updatedAt: string;
  endsAt: string;
  fingerprint: string;
  generatorURL?: string;
  receivers: { name: string }[];
  status: { state: 'active' | 'suppressed' | 'unprocessed'; silencedBy: string[]; inhibitedBy: string[] };
}

export interface AlertGroup {
  labels: Record<string, string>;
  receiver: { name: string };
  alerts: Alert[];
}

export interface Silence {
  id: string;
  status: { state: 'active' | 'pending' | 'expired' };
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  createdBy: string;
  comment: string;
}

/** A silence as it is sent; with an id it replaces the one of that id. */
export interface NewSilence {
  id?: string;
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

export interface Status {
  cluster: { name?: string; status: string; peers?: { name: string; address: string }[] };
  config: { original: string };
  uptime: string;
  versionInfo: Record<'version' | 'revision' | 'branch' | 'buildUser' | 'buildDate' | 'goVersion', string>;
}

/** Alertmanager does not answer, or refuses: the message is for people. */
export class ApiError extends Error {}

const TIMEOUT = 10_000;

export const api = {
  status: (signal?: AbortSignal): Promise<Status> => call('GET', 'status', signal),

  groups: (matchers: Matcher[], signal?: AbortSignal): Promise<AlertGroup[]> =>
    call('GET', `alerts/groups${query(matchers)}`, signal),

  alerts: (matchers: Matcher[], signal?: AbortSignal): Promise<Alert[]> =>
    call('GET', `alerts${query(matchers)}`, signal),

  silences: (signal?: AbortSignal): Promise<Silence[]> => call('GET', 'silences', signal),

  /** Creates or replaces a silence. Returns its id. */
  save: async (silence: NewSilence): Promise<string> =>
    (await call<{ silenceID: string }>('POST', 'silences', undefined, silence)).silenceID,

  expire: (id: string): Promise<void> => call('DELETE', `silence/${encodeURIComponent(id)}`),
};

function query(matchers: Matcher[]): string {
  return matchers.length === 0
    ? ''
    : `?${matchers.map((matcher) => `filter=${encodeURIComponent(format(matcher))}`).join('&')}`;
}

async function call<T>(method: string, path: string, signal?: AbortSignal, body?: unknown): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`api/v2/${path}`, {
      method,
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError(
      timeout.aborted
        ? `Alertmanager did not answer within ${TIMEOUT / 1000} s. See its log.`
        : 'Alertmanager cannot be reached. Check that it runs.',
    );
  }
  if (!response.ok) {
    throw new ApiError(refusal(response, text));
  }
  try {
    return (text === '' ? undefined : JSON.parse(text)) as T;
  } catch {
    throw new ApiError(`What answered ${path} with status ${response.status} is not Alertmanager: no JSON.`);
  }
}

/** The API answers with a JSON string, an object with a message, or plain text. */
function refusal(response: Response, text: string): string {
  let said = text.trim();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'string') {
      said = parsed;
    } else if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
      said = String(parsed.message);
    }
  } catch {
    // Plain text.
  }
  return `Alertmanager answered ${response.status}: ${said === '' ? response.statusText : said.slice(0, 500)}`;
}
