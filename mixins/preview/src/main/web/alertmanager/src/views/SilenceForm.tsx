import { type FormEvent, useEffect, useState } from 'react';

import { api } from '../api';
import { Labels, Trouble } from '../Labels';
import { formatPlace, go } from '../location';
import { type Matcher, OPERATORS, type Operator, format, formatAll, matcher, operator, parse } from '../matchers';
import { useNow, usePolled } from '../poll';
import { recall, remember } from '../Theme';
import { formatDuration, formatTime, parseDuration, secondsBetween } from '../times';

const AUTHOR = 'telltale.author';

const PRESETS = ['30m', '1h', '2h', '8h', '1d', '1w'];

const SHOWN = 20;

interface Draft {
  matchers: Matcher[];
  start: string;
  duration: string;
  author: string;
  comment: string;
  /** The silence to replace; an expired one is created again. */
  id?: string;
}

/** Creates a silence, filled in from the address, or changes one that is there. */
export function SilenceForm({ id, parameters }: { id?: string | undefined; parameters: URLSearchParams }) {
  const [draft, setDraft] = useState<Draft | undefined>(() => (id === undefined ? fromAddress(parameters) : undefined));
  const [error, setError] = useState<string | undefined>(() => (id === undefined ? problemOf(parameters) : undefined));
  useEffect(() => {
    if (id === undefined) {
      return;
    }
    let gone = false;
    existing(id).then(
      (found) => !gone && setDraft(found),
      (problem: unknown) => !gone && setError(problem instanceof Error ? problem.message : String(problem)),
    );
    return () => {
      gone = true;
    };
  }, [id]);
  return (
    <>
      <h1>{draft?.id === undefined ? 'New silence' : 'Change silence'}</h1>
      <Trouble error={error} stale={false} />
      {draft && <Form draft={draft} onChange={(changes) => setDraft({ ...draft, ...changes })} />}
    </>
  );
}

function Form({ draft, onChange }: { draft: Draft; onChange: (changes: Partial<Draft>) => void }) {
  const now = useNow();
  const [error, setError] = useState<string>();
  const [sending, setSending] = useState(false);
  const complete = draft.matchers.filter(({ name }) => name !== '');
  const seconds = parseDuration(draft.duration);
  const start = draft.start === '' ? now : new Date(draft.start).getTime();
  const missing = whatIsMissing(draft, complete, seconds, start, now);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (missing !== undefined || seconds === undefined || sending) {
      return;
    }
    setSending(true);
    remember(AUTHOR, draft.author);
    try {
      const created = await api.save({
        ...(draft.id === undefined ? {} : { id: draft.id }),
        matchers: complete,
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + seconds * 1000).toISOString(),
        createdBy: draft.author.trim(),
        comment: draft.comment.trim(),
      });
      go(formatPlace(`silences/${created}`));
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
      setSending(false);
    }
  };

  const setMatcher = (index: number, changed: Matcher | undefined): void =>
    onChange({ matchers: draft.matchers.flatMap((each, at) => (at === index ? (changed ? [changed] : []) : [each])) });

  return (
    <form className="silence-form" onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend>Alerts with all of these labels</legend>
        {draft.matchers.map((each, index) => (
          <div className="matcher" key={index}>
            <input
              aria-label="Label"
              placeholder="label"
              spellCheck={false}
              autoComplete="off"
              value={each.name}
              onChange={(event) => setMatcher(index, { ...each, name: event.target.value.trim() })}
            />
            <select
              aria-label="Operator"
              value={operator(each)}
              onChange={(event) => setMatcher(index, matcher(each.name, event.target.value as Operator, each.value))}
            >
              {OPERATORS.map((op) => (
                <option key={op}>{op}</option>
              ))}
            </select>
            <input
              aria-label="Value"
              placeholder={each.isRegex ? 'expression, matches the whole value' : 'value'}
              spellCheck={false}
              autoComplete="off"
              value={each.value}
              onChange={(event) => setMatcher(index, { ...each, value: event.target.value })}
            />
            <button
              type="button"
              className="quiet"
              aria-label={`Remove ${each.name || 'this label'}`}
              onClick={() => setMatcher(index, undefined)}
            >
              ×
            </button>
          </div>
        ))}
        <button type="button" onClick={() => onChange({ matchers: [...draft.matchers, matcher('', '=', '')] })}>
          Add a label
        </button>
      </fieldset>
      <Matching matchers={complete} />
      <fieldset>
        <legend>When</legend>
        <div className="row">
          <label>
            Duration
            <input
              aria-invalid={seconds === undefined}
              size={8}
              spellCheck={false}
              value={draft.duration}
              onChange={(event) => onChange({ duration: event.target.value })}
            />
          </label>
          <span className="chips">
            {PRESETS.map((preset) => (
              <button
                key={preset}
                type="button"
                className="chip"
                aria-pressed={draft.duration === preset}
                onClick={() => onChange({ duration: preset })}
              >
                {preset}
              </button>
            ))}
          </span>
          <label>
            Start
            <input
              type="datetime-local"
              step={1}
              value={draft.start}
              onChange={(event) => onChange({ start: event.target.value })}
            />
          </label>
        </div>
        <p className="muted">
          {seconds === undefined
            ? 'Write a duration such as 2h or 1d12h.'
            : `${draft.start === '' ? 'From now' : `From ${formatTime(new Date(start))}`} until ${formatTime(new Date(start + seconds * 1000))}.`}
        </p>
      </fieldset>
      <fieldset>
        <legend>Who and why</legend>
        <label>
          Author
          <input
            autoComplete="username"
            value={draft.author}
            onChange={(event) => onChange({ author: event.target.value })}
          />
        </label>
        <label>
          Comment
          <textarea rows={3} value={draft.comment} onChange={(event) => onChange({ comment: event.target.value })} />
        </label>
      </fieldset>
      <Trouble error={error} stale={false} />
      <p className="actions">
        <button type="submit" className="primary" disabled={missing !== undefined || sending}>
          {draft.id === undefined ? 'Create silence' : 'Save silence'}
        </button>
        <a href={formatPlace('silences')}>Cancel</a>
        <span className="muted">{missing}</span>
      </p>
    </form>
  );
}

/** What the silence would match at this moment, asked of Alertmanager, which decides it. */
function Matching({ matchers }: { matchers: Matcher[] }) {
  const key = useSettled(formatAll(matchers), 250);
  const { data, error, loading } = usePolled(key, 5_000, async (signal) => {
    const [all, matching] = await Promise.all([
      api.alerts([], signal),
      matchers.length > 0 ? api.alerts(parse(key), signal) : [],
    ]);
    return { all, matching };
  });
  if (matchers.length === 0) {
    return <p className="notice">Add a label, to say which alerts are silenced.</p>;
  }
  const count = data?.matching.length ?? 0;
  return (
    <section className="matching" aria-label="Alerts that match" aria-busy={loading || key !== formatAll(matchers)}>
      <Trouble error={error} stale={false} />
      {data && error === undefined && (
        <>
          <p aria-live="polite" className={count === data.all.length && count > 1 ? 'warn' : undefined}>
            <b>Matches {count}</b> of {data.all.length} {data.all.length === 1 ? 'alert' : 'alerts'} now
            {count === data.all.length && count > 1 && ': all there are'}
            {count === 0 && '. It silences those to come.'}
          </p>
          <ul>
            {data.matching.slice(0, SHOWN).map((alert) => (
              <li key={alert.fingerprint}>
                <span className="name">{alert.labels['alertname']}</span>{' '}
                <Labels labels={alert.labels} without={['alertname']} />
              </li>
            ))}
          </ul>
          {count > SHOWN && <p className="muted">and {count - SHOWN} more</p>}
        </>
      )}
    </section>
  );
}

function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), milliseconds);
    return () => window.clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function whatIsMissing(
  draft: Draft,
  complete: Matcher[],
  seconds: number | undefined,
  start: number,
  now: number,
): string | undefined {
  if (complete.length === 0) {
    return 'A label is missing.';
  }
  const unnamed = draft.matchers.find((each) => each.name === '' && each.value !== '');
  if (unnamed) {
    return `The label of ${format(unnamed)} is missing.`;
  }
  if (seconds === undefined) {
    return 'The duration is not readable.';
  }
  if (Number.isNaN(start) || start + seconds * 1000 <= now) {
    return 'It would end before now.';
  }
  if (draft.author.trim() === '') {
    return 'The author is missing.';
  }
  return draft.comment.trim() === '' ? 'The comment is missing.' : undefined;
}

function fromAddress(parameters: URLSearchParams): Draft {
  return {
    matchers: problemOf(parameters) === undefined ? readFilter(parameters) : [],
    start: '',
    duration: '2h',
    author: recall(AUTHOR) ?? '',
    comment: parameters.get('comment') ?? '',
  };
}

function readFilter(parameters: URLSearchParams): Matcher[] {
  const matchers = parse(parameters.get('filter') ?? '');
  return matchers.length > 0 ? matchers : [matcher('', '=', '')];
}

function problemOf(parameters: URLSearchParams): string | undefined {
  try {
    readFilter(parameters);
    return undefined;
  } catch (error) {
    return `The filter of this address: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function existing(id: string): Promise<Draft> {
  const silence = (await api.silences()).find((each) => each.id === id);
  if (!silence) {
    throw new Error(`There is no silence ${id}.`);
  }
  const expired = silence.status.state === 'expired';
  const pending = silence.status.state === 'pending';
  return {
    ...(expired ? {} : { id }),
    matchers: silence.matchers,
    start: pending ? localTime(silence.startsAt) : '',
    duration: formatDuration(
      expired || pending
        ? secondsBetween(silence.startsAt, silence.endsAt)
        : Math.max(60, secondsBetween(Date.now(), silence.endsAt)),
    ),
    author: silence.createdBy,
    comment: silence.comment,
  };
}

/** As an input for date and time wants it. */
function localTime(time: string): string {
  return formatTime(time).replace(' ', 'T');
}
