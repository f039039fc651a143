import { api } from '../api';
import { REFRESH, type ReadConfiguration } from '../App';
import { Matchers, Trouble } from '../Labels';
import { formatPlace } from '../location';
import { usePolled } from '../poll';
import { type Route, pathsOf } from '../routes';

/** The tree of routes with the alerts that are at each, the receivers, and what inhibits what. */
export function RoutingView({ configuration }: { configuration: ReadConfiguration }) {
  const alerts = usePolled('alerts', REFRESH, (signal) => api.alerts([], signal));
  const { value } = configuration;
  if (!value) {
    return configuration.error === undefined ? (
      <p className="notice">Asking Alertmanager …</p>
    ) : (
      <Trouble error={configuration.error} stale={false} />
    );
  }
  const counts = countAlerts(
    value.route,
    (alerts.data ?? []).map((alert) => alert.labels),
  );
  return (
    <>
      <Trouble error={alerts.error} stale={alerts.data !== undefined} />
      <h1>Routes</h1>
      <p className="muted">
        An alert goes down the tree by the first route that fits, and on to the next where a route continues.
      </p>
      <ul className="tree">
        <RouteItem route={value.route} counts={counts} root />
      </ul>
      <h1>Receivers</h1>
      <table>
        <thead>
          <tr>
            <th>Receiver</th>
            <th>Notifies by</th>
            <th>Alerts</th>
          </tr>
        </thead>
        <tbody>
          {value.receivers.map(({ name, integrations }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>
                {integrations.length > 0 ? (
                  integrations.join(', ')
                ) : (
                  <span className="muted">nothing: it drops them</span>
                )}
              </td>
              <td>
                <a href={formatPlace('alerts', { receiver: name })}>
                  {(alerts.data ?? []).filter((alert) => alert.receivers.some((each) => each.name === name)).length}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h1>Inhibition</h1>
      {value.inhibitions.length === 0 ? (
        <p className="muted">No alert inhibits another.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>While this fires</th>
              <th>this is inhibited</th>
              <th>where these are equal</th>
            </tr>
          </thead>
          <tbody>
            {value.inhibitions.map((rule, index) => (
              <tr key={index}>
                <td>
                  <Matchers matchers={rule.source} />
                </td>
                <td>
                  <Matchers matchers={rule.target} />
                </td>
                <td>{rule.equal.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

type Counts = Map<Route, number> | undefined;

function RouteItem({ route, counts, root = false }: { route: Route; counts: Counts; root?: boolean }) {
  const count = counts?.get(route) ?? 0;
  return (
    <li>
      <div className={`route ${count > 0 ? 'used' : ''}`}>
        <p>
          {root ? <b>all alerts</b> : <Matchers matchers={route.matchers} />}{' '}
          <span className="receiver">→ {route.receiver}</span>
          {counts && count > 0 && (
            <span className="count">
              {count} {count === 1 ? 'alert' : 'alerts'}
            </span>
          )}
          {route.continues && <span className="muted"> continues</span>}
        </p>
        <p className="muted">
          {route.groupBy.length === 0
            ? 'one group'
            : `grouped by ${route.groupBy.map((label) => (label === '...' ? 'all labels' : label)).join(', ')}`}{' '}
          · waits {route.groupWait}, then every {route.groupInterval}, repeats after {route.repeatInterval}
          {route.muteTimes.length > 0 && ` · muted in ${route.muteTimes.join(', ')}`}
          {route.activeTimes.length > 0 && ` · active in ${route.activeTimes.join(', ')}`}
        </p>
      </div>
      {route.routes.length > 0 && (
        <ul>
          {route.routes.map((child, index) => (
            <RouteItem key={index} route={child} counts={counts} />
          ))}
        </ul>
      )}
    </li>
  );
}

function countAlerts(root: Route, alerts: Record<string, string>[]): Counts {
  const counts = new Map<Route, number>();
  try {
    for (const last of alerts.flatMap((labels) => pathsOf(root, labels)).map((path) => path.at(-1))) {
      if (last) {
        counts.set(last, (counts.get(last) ?? 0) + 1);
      }
    }
    return counts;
  } catch {
    // An expression that only Alertmanager reads: better no figures than wrong ones.
    return undefined;
  }
}
