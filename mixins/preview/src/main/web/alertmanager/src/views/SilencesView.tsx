import { useState } from 'react';

import { type Alert, type Silence, api } from '../api';
import { REFRESH } from '../App';
import { Labels, Matchers, Text, Trouble } from '../Labels';
import { formatPlace, go } from '../location';
import { formatAll } from '../matchers';
import { useNow, usePolled } from '../poll';
import { formatDuration, formatTime, secondsBetween } from '../times';

type State = Silence['status']['state'];

const STATES: readonly State[] = ['active', 'pending', 'expired'];

export function SilencesView({ id, parameters }: { id: string | undefined; parameters: URLSearchParams }) {
  const now = useNow();
  const [text, setText] = useState('');
  const { data, error, refresh } = usePolled('silences', REFRESH, async (signal) => {
    const [silences, alerts] = await Promise.all([api.silences(signal), api.alerts([], signal)]);
    return { silences, alerts };
  });
  const chosen = parameters.get('state') as State | null;
  const state = chosen !== null && STATES.includes(chosen) ? chosen : 'active';

  const silences = data?.silences ?? [];
  const fitting = silences.filter((silence) =>
    `${formatAll(silence.matchers)} ${silence.comment} ${silence.createdBy} ${silence.id}`
      .toLowerCase()
      .includes(text.toLowerCase()),
  );
  const shown =
    id === undefined
      ? fitting.filter((silence) => silence.status.state === state).sort(byEnd(state))
      : silences.filter((silence) => silence.id === id);

  return (
    <>
      {id === undefined ? (
        <section className="filters" aria-label="Filter">
          <div className="filter">
            <input
              data-filter
              type="search"
              aria-label="Find a silence"
              placeholder="Find: label, comment, author"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <span className="chips">
            {STATES.map((each) => (
              <button
                key={each}
                type="button"
                className="chip"
                aria-pressed={each === state}
                onClick={() => go(formatPlace('silences', { state: each }), true)}
              >
                {fitting.filter((silence) => silence.status.state === each).length} {each}
              </button>
            ))}
          </span>
        </section>
      ) : (
        <p>
          <a href={formatPlace('silences')}>All silences</a>
        </p>
      )}
      <Trouble error={error} stale={data !== undefined} />
      {data === undefined && error === undefined && <p className="notice">Asking Alertmanager …</p>}
      {data !== undefined && shown.length === 0 && (
        <p className="notice">
          {id === undefined
            ? `No silence is ${state}${text === '' ? '' : ' that fits'}.`
            : `There is no silence ${id}. Alertmanager forgets expired ones after some days.`}
        </p>
      )}
      <ul className="silences">
        {shown.map((silence) => (
          <SilenceItem
            key={silence.id}
            silence={silence}
            alerts={silenced(silence, data?.alerts ?? [])}
            open={id !== undefined}
            now={now}
            onChange={refresh}
          />
        ))}
      </ul>
    </>
  );
}

function SilenceItem({
  silence,
  alerts,
  open,
  now,
  onChange,
}: {
  silence: Silence;
  alerts: Alert[];
  open: boolean;
  now: number;
  onChange: () => void;
}) {
  const [error, setError] = useState<string>();
  const [asking, setAsking] = useState(false);
  const expire = async (): Promise<void> => {
    setAsking(false);
    try {
      await api.expire(silence.id);
      setError(undefined);
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
    onChange();
  };
  const { state } = silence.status;
  return (
    <li className={`silence ${state}`}>
      <div className="silence-head">
        <span className={`state ${state}`}>{state}</span>
        <span className="when">{when(silence, now)}</span>
        {state === 'active' && (
          <span className="muted">
            silences {alerts.length} {alerts.length === 1 ? 'alert' : 'alerts'}
          </span>
        )}
      </div>
      <Matchers matchers={silence.matchers} />
      <p className="comment">
        <Text value={silence.comment} /> <span className="muted">— {silence.createdBy}</span>
      </p>
      {open && (
        <>
          <dl>
            <div>
              <dt>from</dt>
              <dd>{formatTime(silence.startsAt)}</dd>
            </div>
            <div>
              <dt>until</dt>
              <dd>{formatTime(silence.endsAt)}</dd>
            </div>
            <div>
              <dt>changed</dt>
              <dd>{formatTime(silence.updatedAt)}</dd>
            </div>
            <div>
              <dt>id</dt>
              <dd className="code">{silence.id}</dd>
            </div>
          </dl>
          {alerts.map((alert) => (
            <p key={alert.fingerprint}>
              <Labels labels={alert.labels} />
            </p>
          ))}
        </>
      )}
      <p className="actions">
        {!open && (
          <a href={formatPlace(`silences/${encodeURIComponent(silence.id)}`)} data-item>
            Details
          </a>
        )}
        <a href={formatPlace('alerts', { filter: formatAll(silence.matchers) })}>Alerts that fit</a>
        <a href={formatPlace(`silences/${encodeURIComponent(silence.id)}/edit`)}>
          {state === 'expired' ? 'Create again' : 'Change'}
        </a>
        {state !== 'expired' && !asking && (
          <button type="button" className="link danger" onClick={() => setAsking(true)}>
            Expire
          </button>
        )}
        {asking && (
          <span className="ask">
            {alerts.length > 0 ? 'Its alerts notify again.' : 'It ends now.'}{' '}
            <button type="button" className="danger" autoFocus onClick={() => void expire()}>
              Expire now
            </button>{' '}
            <button type="button" onClick={() => setAsking(false)}>
              Keep
            </button>
          </span>
        )}
      </p>
      <Trouble error={error} stale={false} />
    </li>
  );
}

function silenced(silence: Silence, alerts: Alert[]): Alert[] {
  return alerts.filter((alert) => alert.status.silencedBy.includes(silence.id));
}

function when(silence: Silence, now: number): string {
  switch (silence.status.state) {
    case 'pending':
      return `starts in ${formatDuration(secondsBetween(now, silence.startsAt))}, for ${formatDuration(secondsBetween(silence.startsAt, silence.endsAt))}`;
    case 'active':
      return `for ${formatDuration(secondsBetween(now, silence.endsAt))} more, until ${formatTime(silence.endsAt)}`;
    case 'expired':
      return `ended ${formatDuration(secondsBetween(silence.endsAt, now))} ago`;
  }
}

/** What ends or starts next comes first, what ended last. */
function byEnd(state: State): (left: Silence, right: Silence) => number {
  const time = (silence: Silence): number =>
    new Date(state === 'pending' ? silence.startsAt : silence.endsAt).getTime();
  return (left, right) =>
    (state === 'expired' ? time(right) - time(left) : time(left) - time(right)) || left.id.localeCompare(right.id);
}
