import { type FormEvent, useEffect, useMemo, useState } from 'react';

import { type Alert, type AlertGroup, api } from '../api';
import { REFRESH } from '../App';
import { Labels, Matchers, Text, Trouble, isLink } from '../Labels';
import { formatPlace, go } from '../location';
import { MatcherError, type Matcher, formatAll, fromLabels, parse, same } from '../matchers';
import { useNow, usePolled } from '../poll';
import { type Configuration, type Route, pathsOf } from '../routes';
import { formatDuration, formatTime, secondsBetween } from '../times';

type State = 'active' | 'silenced' | 'inhibited';

const STATES: readonly State[] = ['active', 'silenced', 'inhibited'];

const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** An alert suppressed in both ways counts once, as silenced: that somebody did. */
function stateOf(alert: Alert): State {
  if (alert.status.silencedBy.length > 0) {
    return 'silenced';
  }
  return alert.status.inhibitedBy.length > 0 ? 'inhibited' : 'active';
}

export function AlertsView({
  parameters,
  configuration,
}: {
  parameters: URLSearchParams;
  configuration: Configuration | undefined;
}) {
  const filter = readFilter(parameters.get('filter') ?? '');
  const receiver = parameters.get('receiver') ?? '';
  const hidden = STATES.filter((state) => parameters.get(state) === 'false');
  const now = useNow();

  const { data, error, loading } = usePolled(formatAll(filter.matchers), REFRESH, async (signal) => {
    // What inhibits an alert need not be in the filter.
    const everything = filter.matchers.length > 0 ? api.alerts([], signal) : undefined;
    const [groups, silences, all] = await Promise.all([
      api.groups(filter.matchers, signal),
      api.silences(signal),
      everything,
    ]);
    const alerts = new Map((all ?? groups.flatMap((group) => group.alerts)).map((alert) => [alert.fingerprint, alert]));
    return { groups, alerts, silences: new Map(silences.map((silence) => [silence.id, silence])) };
  });

  const show = (changes: Record<string, string | undefined>): void =>
    go(formatPlace('alerts', { ...Object.fromEntries(parameters), ...changes }), true);
  const setMatchers = (matchers: Matcher[]): void =>
    show({ filter: matchers.length > 0 ? formatAll(matchers) : undefined });
  const addMatchers = (more: Matcher[]): void =>
    setMatchers([
      ...filter.matchers,
      ...more.filter((matcher) => !filter.matchers.some((other) => same(other, matcher))),
    ]);

  const groups = useMemo(() => sort(data?.groups ?? []), [data]);
  const receivers = [
    ...new Set([
      ...(configuration?.receivers.map(({ name }) => name) ?? []),
      ...groups.map((group) => group.receiver.name),
    ]),
  ].sort();
  const ofReceiver = groups.filter((group) => receiver === '' || group.receiver.name === receiver);
  const counts = countStates(ofReceiver);
  const visible = ofReceiver
    .map((group) => ({ ...group, alerts: group.alerts.filter((alert) => !hidden.includes(stateOf(alert))) }))
    .filter((group) => group.alerts.length > 0);

  useEffect(() => {
    document.title = `${data ? `(${counts.active}) ` : ''}Alerts · Alertmanager`;
  }, [data, counts.active]);

  return (
    <>
      <section className="filters" aria-label="Filter">
        <FilterField onAdd={addMatchers} />
        <label>
          Receiver{' '}
          <select value={receiver} onChange={(event) => show({ receiver: event.target.value })}>
            <option value="">all</option>
            {[...new Set([...receivers, ...(receiver === '' ? [] : [receiver])])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <span className="chips">
          {STATES.map((state) => (
            <button
              key={state}
              type="button"
              className={`chip ${state}`}
              aria-pressed={!hidden.includes(state)}
              onClick={() => show({ [state]: hidden.includes(state) ? undefined : 'false' })}
            >
              {counts[state]} {state}
            </button>
          ))}
        </span>
        {filter.matchers.length > 0 && (
          <span className="chosen">
            <Matchers
              matchers={filter.matchers}
              onRemove={(matcher) => setMatchers(filter.matchers.filter((other) => other !== matcher))}
            />
            <a className="quiet" href={formatPlace('silences/new', { filter: formatAll(filter.matchers) })}>
              Silence these
            </a>
          </span>
        )}
        {filter.error && <p className="notice bad">The filter of this address: {filter.error}</p>}
      </section>
      <Trouble error={error} stale={data !== undefined} />
      {data === undefined && error === undefined && <p className="notice">Asking Alertmanager …</p>}
      {data !== undefined && visible.length === 0 && (
        <Nothing any={groups.length > 0} filtered={filter.matchers.length > 0 || receiver !== ''} />
      )}
      <div className="groups" aria-busy={loading}>
        {visible.map((group) => (
          <Group
            key={keyOf(group)}
            group={group}
            configuration={configuration}
            now={now}
            onPick={(matcher) => addMatchers([matcher])}
            silenceOf={(id) => data?.silences.get(id)}
            alertOf={(id) => data?.alerts.get(id)}
          />
        ))}
      </div>
    </>
  );
}

function Nothing({ any, filtered }: { any: boolean; filtered: boolean }) {
  if (any || filtered) {
    return (
      <p className="notice">
        No alert fits the filter. <a href={formatPlace('alerts')}>Show all</a>
      </p>
    );
  }
  return <p className="notice good">No alert is firing.</p>;
}

function FilterField({ onAdd }: { onAdd: (matchers: Matcher[]) => void }) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    try {
      onAdd(parse(text));
      setText('');
      setError(undefined);
    } catch (problem) {
      setError(problem instanceof MatcherError ? problem.message : String(problem));
    }
  };
  return (
    <form className="filter" onSubmit={submit}>
      <input
        data-filter
        type="text"
        aria-label="Filter by label"
        aria-invalid={error !== undefined}
        placeholder='Filter: job="orders", severity=~"critical|warning"'
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      <button type="submit" disabled={text.trim() === ''}>
        Add
      </button>
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

interface GroupProps {
  group: AlertGroup;
  configuration: Configuration | undefined;
  now: number;
  onPick: (matcher: Matcher) => void;
  silenceOf: (id: string) => { comment: string; createdBy: string; endsAt: string } | undefined;
  alertOf: (fingerprint: string) => Alert | undefined;
}

function Group({ group, configuration, now, onPick, silenceOf, alertOf }: GroupProps) {
  const shared = Object.keys(group.labels);
  return (
    <section className="group" aria-label={`Group ${formatAll(fromLabels(group.labels))} for ${group.receiver.name}`}>
      <header>
        <div className="group-labels">
          {shared.length > 0 ? (
            <Labels labels={group.labels} onPick={onPick} />
          ) : (
            <span className="muted">not grouped by labels</span>
          )}
        </div>
        <div className="group-side">
          <span className="receiver" title="Receiver">
            → {group.receiver.name}
          </span>
          {shared.length > 0 && (
            <a className="quiet" href={formatPlace('silences/new', { filter: formatAll(fromLabels(group.labels)) })}>
              Silence group
            </a>
          )}
        </div>
        <Routing group={group} configuration={configuration} />
      </header>
      <ul>
        {group.alerts.map((alert) => (
          <AlertItem
            key={alert.fingerprint}
            alert={alert}
            shared={shared}
            now={now}
            onPick={onPick}
            silenceOf={silenceOf}
            alertOf={alertOf}
          />
        ))}
      </ul>
    </section>
  );
}

/** Which way the alerts of a group took to their receiver, and when it hears of them. */
function Routing({ group, configuration }: { group: AlertGroup; configuration: Configuration | undefined }) {
  const routes = useMemo(() => (configuration ? wayOf(group, configuration) : []), [group, configuration]);
  const last = routes.at(-1);
  if (!last) {
    return null;
  }
  const conditions = routes.flatMap((route) => route.matchers);
  return (
    <p className="routing">
      {conditions.length > 0 ? (
        <>
          routed by <Matchers matchers={conditions} />
        </>
      ) : (
        'default route'
      )}{' '}
      · waits {last.groupWait}, then every {last.groupInterval}, repeats after {last.repeatInterval}
      {last.muteTimes.length > 0 && ` · muted in ${last.muteTimes.join(', ')}`}
    </p>
  );
}

function wayOf(group: AlertGroup, configuration: Configuration): Route[] {
  const labels = group.alerts[0]?.labels ?? group.labels;
  try {
    return pathsOf(configuration.route, labels).find((path) => path.at(-1)?.receiver === group.receiver.name) ?? [];
  } catch {
    // An expression that only Alertmanager reads: the receiver still stands above.
    return [];
  }
}

type ItemProps = Pick<GroupProps, 'now' | 'onPick' | 'silenceOf' | 'alertOf'> & {
  alert: Alert;
  shared: readonly string[];
};

function AlertItem({ alert, shared, now, onPick, silenceOf, alertOf }: ItemProps) {
  const state = stateOf(alert);
  const { summary, description, message, ...others } = alert.annotations;
  const text = summary ?? message ?? description;
  const severity = alert.labels['severity'] ?? 'none';
  const links = Object.entries(others).filter(([, value]) => isLink(value));
  return (
    <li
      className={`alert ${state} ${SEVERITIES.includes(severity) ? severity : 'other'}`}
      id={`alert-${alert.fingerprint}`}
    >
      <details>
        <summary data-item>
          <span className="name">{alert.labels['alertname'] ?? 'unnamed alert'}</span>
          {severity !== 'none' && <span className="severity">{severity}</span>}
          {state !== 'active' && <span className={`state ${state}`}>{state}</span>}
          <span className="summary-text">{text}</span>
          <time dateTime={alert.startsAt} title={`since ${formatTime(alert.startsAt)}`}>
            {formatDuration(secondsBetween(alert.startsAt, now))}
          </time>
        </summary>
        <div className="details">
          {description !== undefined && description !== text && <p className="description">{description}</p>}
          <Labels labels={alert.labels} onPick={onPick} />
          <dl>
            {Object.entries(others)
              .filter(([, value]) => !isLink(value))
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <Text value={value} />
                  </dd>
                </div>
              ))}
            <div>
              <dt>since</dt>
              <dd>{formatTime(alert.startsAt)}</dd>
            </div>
            <div>
              <dt>last heard of</dt>
              <dd>
                {formatTime(alert.updatedAt)}; resolved at {formatTime(alert.endsAt)} unless heard of again
              </dd>
            </div>
            <div>
              <dt>receivers</dt>
              <dd>{alert.receivers.map(({ name }) => name).join(', ')}</dd>
            </div>
            <div>
              <dt>fingerprint</dt>
              <dd className="code">{alert.fingerprint}</dd>
            </div>
          </dl>
        </div>
      </details>
      <div className="facts">
        {Object.keys(alert.labels).some(
          (name) => !shared.includes(name) && name !== 'alertname' && name !== 'severity',
        ) && <Labels labels={alert.labels} without={[...shared, 'alertname', 'severity']} onPick={onPick} />}
        {alert.status.silencedBy.map((id) => (
          <p key={id} className="why">
            silenced by <a href={formatPlace(`silences/${encodeURIComponent(id)}`)}>{silenceOf(id)?.comment || id}</a>
            {silenceOf(id) &&
              ` of ${silenceOf(id)?.createdBy}, for ${formatDuration(secondsBetween(now, silenceOf(id)?.endsAt ?? now))} more`}
          </p>
        ))}
        {alert.status.inhibitedBy.map((fingerprint) => (
          <p key={fingerprint} className="why">
            inhibited by <Inhibiting alert={alertOf(fingerprint)} fingerprint={fingerprint} inhibited={alert} />
          </p>
        ))}
        <p className="actions">
          {links.map(([name, value]) => (
            <a key={name} href={value} target="_blank" rel="noopener noreferrer">
              {titleOf(name)}
            </a>
          ))}
          {alert.generatorURL !== undefined && isLink(alert.generatorURL) && (
            <a href={alert.generatorURL} target="_blank" rel="noopener noreferrer">
              Expression
            </a>
          )}
          <a href={formatPlace('silences/new', { filter: formatAll(fromLabels(alert.labels)) })}>Silence</a>
        </p>
      </div>
    </li>
  );
}

function Inhibiting({
  alert,
  fingerprint,
  inhibited,
}: {
  alert: Alert | undefined;
  fingerprint: string;
  inhibited: Alert;
}) {
  if (!alert) {
    return <span className="code">{fingerprint}</span>;
  }
  const shared = Object.keys(alert.labels).filter((name) => alert.labels[name] === inhibited.labels[name]);
  const reveal = (): void => {
    const item = document.getElementById(`alert-${fingerprint}`);
    if (item) {
      item.scrollIntoView({ block: 'center' });
      item.querySelector<HTMLElement>('summary')?.focus();
    } else {
      go(formatPlace('alerts', { filter: formatAll(fromLabels(alert.labels)) }));
    }
  };
  return (
    <>
      <button type="button" className="link" onClick={reveal}>
        {alert.labels['alertname'] ?? fingerprint}
      </button>{' '}
      <Labels labels={alert.labels} without={['alertname', ...shared]} />
    </>
  );
}

/** dashboard_url becomes Dashboard. */
function titleOf(annotation: string): string {
  const words = annotation
    .replace(/[-_]?(url|link|uri)$/i, '')
    .replace(/[-_]/g, ' ')
    .trim();
  return words === '' ? annotation : words.charAt(0).toUpperCase() + words.slice(1);
}

function readFilter(text: string): { matchers: Matcher[]; error?: string } {
  try {
    return { matchers: parse(text) };
  } catch (error) {
    return { matchers: [], error: error instanceof Error ? error.message : String(error) };
  }
}

function keyOf(group: AlertGroup): string {
  return `${group.receiver.name} ${formatAll(fromLabels(group.labels))}`;
}

function countStates(groups: AlertGroup[]): Record<State, number> {
  const counts: Record<State, Set<string>> = { active: new Set(), silenced: new Set(), inhibited: new Set() };
  // An alert with two receivers is in two groups.
  for (const alert of groups.flatMap((group) => group.alerts)) {
    counts[stateOf(alert)].add(alert.fingerprint);
  }
  return { active: counts.active.size, silenced: counts.silenced.size, inhibited: counts.inhibited.size };
}

/** What is active and severe comes first; then by name, so that nothing jumps about while it is read. */
function sort(groups: AlertGroup[]): AlertGroup[] {
  const rank = (alert: Alert): number => {
    const severity = SEVERITIES.indexOf(alert.labels['severity'] ?? '');
    return (stateOf(alert) === 'active' ? 0 : 10) + (severity < 0 ? SEVERITIES.length : severity);
  };
  const ranks = (group: AlertGroup): number => Math.min(...group.alerts.map(rank));
  const name = (alert: Alert): string => formatAll(fromLabels(alert.labels));
  return groups
    .map((group) => ({
      ...group,
      alerts: [...group.alerts].sort(
        (left, right) => rank(left) - rank(right) || name(left).localeCompare(name(right)),
      ),
    }))
    .sort((left, right) => ranks(left) - ranks(right) || keyOf(left).localeCompare(keyOf(right)));
}
